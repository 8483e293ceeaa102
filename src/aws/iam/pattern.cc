#include "aws/iam/pattern.h"

#include <fmt/format.h>

#include "aws/iam/keys.h"
#include "aws/text.h"
#include "base/encoding.h"

namespace spotter::iam {
namespace {

constexpr int kArnParts = 6;

/// `${name}` or `${name, 'default'}`.
struct Variable {
  std::string name;
  std::optional<std::string> otherwise;
  std::size_t size = 0;  ///< of its text, with the braces
};

std::string_view without_spaces(std::string_view text) {
  const auto start = text.find_first_not_of(' ');
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(' ') - start + 1);
}

/// `text` begins with `${`. Nothing where it has no end.
std::optional<Variable> variable_at(std::string_view text) {
  const auto end = text.find('}');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view inside = text.substr(2, end - 2);
  Variable variable{.name = std::string(without_spaces(inside)), .otherwise = std::nullopt, .size = end + 1};
  const auto comma = inside.find(',');
  if (comma == std::string_view::npos) return variable;
  std::string_view otherwise = without_spaces(inside.substr(comma + 1));
  if (otherwise.size() < 2 || otherwise.front() != '\'' || otherwise.back() != '\'') return std::nullopt;
  variable.name = without_spaces(inside.substr(0, comma));
  variable.otherwise = otherwise.substr(1, otherwise.size() - 2);
  return variable;
}

bool is_sign(std::string_view name) {
  return name == "*" || name == "?" || name == "$";
}

std::optional<std::string> value_of(const Variable& variable, const Context& context) {
  if (is_sign(variable.name)) return variable.name;
  const auto found = context.find(aws::lower(variable.name));
  if (found != context.end() && found->second.size() == 1) return found->second.front();
  return variable.otherwise;
}

void append(Pattern& pattern, std::string_view text, bool wildcards, bool written) {
  for (const char32_t c : characters_of(text)) {
    Symbol symbol{.kind = Symbol::Kind::character, .character = c, .written = written};
    if (wildcards && c == U'*') symbol.kind = Symbol::Kind::any_text;
    if (wildcards && c == U'?') symbol.kind = Symbol::Kind::any_character;
    pattern.push_back(symbol);
  }
}

bool fits(const Symbol& symbol, char32_t c) {
  return symbol.kind == Symbol::Kind::any_character ||
         (symbol.kind == Symbol::Kind::character && symbol.character == c);
}

/// The pattern at the first five colons that the policy itself has; the rest is the sixth part.
std::vector<std::span<const Symbol>> arn_parts(std::span<const Symbol> pattern) {
  std::vector<std::span<const Symbol>> parts;
  std::size_t start = 0;
  for (std::size_t i = 0; i < pattern.size() && parts.size() + 1 < kArnParts; ++i) {
    if (pattern[i].character != U':' || !pattern[i].written) continue;
    parts.push_back(pattern.subspan(start, i - start));
    start = i + 1;
  }
  parts.push_back(pattern.subspan(start));
  return parts;
}

std::vector<std::u32string_view> arn_parts(std::u32string_view arn) {
  std::vector<std::u32string_view> parts;
  while (parts.size() + 1 < kArnParts && arn.contains(U':')) {
    parts.push_back(arn.substr(0, arn.find(U':')));
    arn.remove_prefix(arn.find(U':') + 1);
  }
  parts.push_back(arn);
  return parts;
}

}  // namespace

std::u32string characters_of(std::string_view text) {
  if (is_utf8(text)) return to_code_points(text);
  std::u32string characters;
  for (const char c : text)
    characters += static_cast<char32_t>(static_cast<unsigned char>(c));
  return characters;
}

std::optional<Pattern> pattern_of(std::string_view text, const Context& context, const Filling& filling) {
  Pattern pattern;
  while (!text.empty()) {
    const auto start = filling.variables ? std::min(text.find("${"), text.size()) : text.size();
    append(pattern, text.substr(0, start), filling.wildcards, true);
    text.remove_prefix(start);
    if (text.empty()) break;
    const auto variable = variable_at(text);
    if (!variable) return std::nullopt;
    const auto value = value_of(*variable, context);
    if (!value) return std::nullopt;
    append(pattern, *value, false, false);
    text.remove_prefix(variable->size);
  }
  return pattern;
}

/// After a mismatch only the last `*` needs to take one character more, so the time is bounded by the product of both
/// lengths.
bool matches(std::span<const Symbol> pattern, std::u32string_view text) {
  std::size_t at = 0;
  std::size_t taken = 0;
  std::optional<std::size_t> star;
  std::size_t star_took = 0;
  while (taken < text.size()) {
    if (at < pattern.size() && pattern[at].kind == Symbol::Kind::any_text) {
      star = at++;
      star_took = taken;
    } else if (at < pattern.size() && fits(pattern[at], text[taken])) {
      ++at;
      ++taken;
    } else if (star) {
      at = *star + 1;
      taken = ++star_took;
    } else {
      return false;
    }
  }
  while (at < pattern.size() && pattern[at].kind == Symbol::Kind::any_text)
    ++at;
  return at == pattern.size();
}

bool matches_arn(const Pattern& pattern, std::string_view arn) {
  if (pattern.size() == 1 && pattern.front().kind == Symbol::Kind::any_text) return true;
  const std::u32string characters = characters_of(arn);
  const auto have = arn_parts(std::u32string_view(characters));
  const auto want = arn_parts(std::span<const Symbol>(pattern));
  if (have.size() != kArnParts) return false;
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (!matches(want[i], have[i])) return false;
  }
  return true;
}

Result<void> check_variables(std::string_view text) {
  for (auto start = text.find("${"); start != std::string_view::npos; start = text.find("${")) {
    text.remove_prefix(start);
    const auto variable = variable_at(text);
    if (!variable) return fail(Errc::invalid, fmt::format("'{}' is no variable; write ${{aws:username}}", text));
    if (!is_sign(variable->name) && !is_condition_key(variable->name)) {
      return fail(Errc::invalid, fmt::format("the variable '${{{}}}' is not known here; use one of {}, or ${{*}}, "
                                             "${{?}}, ${{$}} for the signs themselves",
                                             variable->name, condition_keys_text()));
    }
    text.remove_prefix(variable->size);
  }
  return {};
}

}  // namespace spotter::iam

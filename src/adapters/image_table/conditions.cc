#include "adapters/image_table/conditions.h"

#include <utility>

#include "adapters/image_table/cursor.h"

namespace spotter {
namespace {

using Value = Conditions::Value;

/// The first text after all those that begin with `prefix`.
std::string after_prefix(const std::string& prefix) {
  return prefix + "\xf4\x8f\xbf\xbf";
}

void add_terms(Conditions& conditions, const ImageQuery& query) {
  const double min_confidence = query.min_confidence.value_or(0);
  const auto exact = [&](TermKind kind, const std::string& term) {
    conditions.add_term("t.kind = ? AND t.term = ?", {number_of(kind), term}, min_confidence);
  };
  if (!query.label.empty()) exact(TermKind::label, fold_name(query.label));
  if (!query.person.empty()) exact(TermKind::person, fold_name(query.person));
  if (!query.moderation.empty()) exact(TermKind::moderation, fold_name(query.moderation));
  for (const std::string& word : fold_words(query.text))
    exact(TermKind::text, word);
  for (const std::string& word : fold_words(query.words))
    conditions.add_term("t.kind IN (0, 1, 2, 3, 4) AND t.term >= ? AND t.term < ?", {word, after_prefix(word)},
                        min_confidence);
}

/// Whether an image has such a term, which belongs to the item as it stands. The plus signs keep SQLite from
/// beginning with the terms: it would sort whole items, where an index has them in order.
std::string has_term(const std::string& condition) {
  return "(+imageId, +stamp) IN (SELECT t.imageId, t.stamp FROM ImageTerms t WHERE " + condition + ")";
}

/// Whether a moderation label of an image reaches its threshold.
std::pair<std::string, std::vector<Value>> is_held(const ModerationPolicy& policy) {
  std::string threshold = "?";
  std::vector<Value> values = {number_of(TermKind::moderation)};
  if (!policy.labels.empty()) {
    threshold = "CASE t.term";
    for (const auto& [name, own] : policy.labels) {
      threshold += " WHEN ? THEN ?";
      values.emplace_back(fold_name(name));
      values.emplace_back(static_cast<double>(own));
    }
    threshold += " ELSE ? END";
  }
  values.emplace_back(static_cast<double>(policy.min_confidence));
  return {has_term("t.kind = ? AND t.confidence >= " + threshold), std::move(values)};
}

void add_review(Conditions& conditions, ReviewState state, const ModerationPolicy& policy) {
  if (state != ReviewState::open) {
    conditions.add("(imageId, sha256) IN (SELECT imageId, sha256 FROM StandingReviews WHERE state = ?)",
                   {std::string(name_of(state))});
    return;
  }
  auto [held, values] = is_held(policy);
  conditions.add("status = 'done' AND " + held, std::move(values));
  conditions.add("(imageId, sha256) NOT IN (SELECT imageId, sha256 FROM StandingReviews)", {});
}

}  // namespace

void Conditions::show(const std::string& expression, std::vector<Value> values) {
  shown_ = expression;
  values_.insert(values_.end(), values.begin(), values.end());
}

void Conditions::add(const std::string& condition, std::vector<Value> values) {
  where_ += (where_.empty() ? " WHERE " : " AND ") + condition;
  for (Value& value : values)
    values_.push_back(std::move(value));
}

void Conditions::add_term(const std::string& condition, std::vector<Value> values, double min_confidence) {
  values.emplace_back(min_confidence);
  add(has_term(condition + " AND t.confidence >= ?"), std::move(values));
}

int Conditions::bind(SQLite::Statement& statement) const {
  int place = 0;
  for (const Value& value : values_)
    std::visit([&](const auto& v) { statement.bind(++place, v); }, value);
  return place;
}

Result<Conditions> conditions_of(const ImageQuery& query) {
  Conditions conditions;
  SPOTTER_TRY(add_conditions(conditions, query));
  return conditions;
}

Conditions review_shown(const ModerationPolicy& policy) {
  auto [held, values] = is_held(policy);
  Conditions conditions;
  conditions.show(
      "coalesce((SELECT r.state FROM StandingReviews r WHERE r.imageId = ImageMetadata.imageId AND "
      "r.sha256 = ImageMetadata.sha256), CASE WHEN status = 'done' AND " +
          held + " THEN 'open' ELSE '' END)",
      std::move(values));
  return conditions;
}

Result<void> add_conditions(Conditions& conditions, const ImageQuery& query) {
  if (query.inbox) {
    conditions.add("inbox = 1", {});
  } else if (query.status) {
    conditions.add("status = ?", {std::string(name_of(*query.status))});
  } else {
    conditions.add("status <> 'erased'", {});
  }
  if (query.from) conditions.add("uploadedAt >= ?", {millis(*query.from)});
  if (query.to) conditions.add("uploadedAt < ?", {millis(*query.to)});
  add_terms(conditions, query);
  if (query.review) add_review(conditions, *query.review, query.policy);
  if (!query.cursor.empty()) {
    SPOTTER_ASSIGN(const Cursor cursor, cursor_from_text(query.cursor));
    conditions.add("(uploadedAt, imageId) < (?, ?)", {millis(cursor.uploaded_at), cursor.image_id});
  }
  return {};
}

}  // namespace spotter

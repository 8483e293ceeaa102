// Routes of the celebrity gallery. Photographs come in a form (files) or in JSON (base64).

#include "app/people.h"

#include <algorithm>
#include <memory>

#include <boost/describe/enum_from_string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "app/face_crop.h"
#include "app/merge_people.h"
#include "app/recognise_person.h"
#include "base/encoding.h"
#include "domain/json.h"
#include "http/api.h"
#include "http/multipart.h"
#include "http/permit.h"
#include "http/problem.h"
#include "http/seats.h"

namespace spotter {
namespace {

constexpr std::uint64_t kMaxBody = 64ULL * 1024 * 1024;
constexpr int kMostAtOnce = 4;  ///< requests whose photographs are held in memory

boost::json::value view_of(const Person& person) {
  boost::json::value json = to_json(person);
  for (auto& photograph : json.as_object()["photographs"].as_array())
    photograph.as_object().erase("models");
  return json;
}

struct PersonForm {
  PersonFacts facts;
  std::vector<NewPhotograph> photographs;
  std::vector<std::string> faces;  ///< of uploaded pictures
};

Result<KnownGenderType> gender_of(const std::string& text) {
  KnownGenderType gender{};
  if (!boost::describe::enum_from_string(text.c_str(), gender))
    return fail(Errc::invalid, "knownGender must be Male, Female, Nonbinary or Unlisted");
  return gender;
}

/// Fields `name`, `url` and `face` (repeated), `knownGender`, and files.
class PersonFormReader final : public PartListener {
 public:
  Result<void> part_begins(const PartHeader& header) override {
    header_ = header;
    data_.clear();
    return {};
  }
  Result<void> part_data(BytesView data) override {
    data_.insert(data_.end(), data.begin(), data.end());
    return {};
  }
  Result<void> part_ends() override {
    const std::string text(as_text(data_));
    if (header_.is_file) {
      form_.photographs.push_back({.file_name = header_.file_name, .bytes = data_});
    } else if (!is_utf8(text)) {
      return fail(Errc::invalid, fmt::format("the field '{}' is no UTF-8", header_.name));
    } else if (header_.name == "name") {
      form_.facts.name = text;
    } else if (header_.name == "url" || header_.name == "urls") {
      if (!form_.facts.urls) form_.facts.urls.emplace();
      if (!text.empty()) form_.facts.urls->push_back(text);
    } else if (header_.name == "face") {
      if (!text.empty()) form_.faces.push_back(text);
    } else if (header_.name == "knownGender" && !text.empty()) {
      SPOTTER_ASSIGN(form_.facts.known_gender, gender_of(text));
    }
    return {};
  }
  PersonForm take() { return std::move(form_); }

 private:
  PartHeader header_;
  Bytes data_;
  PersonForm form_;
};

Result<PersonForm> form_from_json(std::string_view text) {
  SPOTTER_ASSIGN(const auto json, parse_json(text));
  const auto* object = json.if_object();
  if (object == nullptr) return fail(Errc::invalid, "the JSON must be an object");
  PersonForm form;
  if (const auto* name = object->if_contains("name"); name != nullptr && name->is_string())
    form.facts.name = std::string(name->get_string());
  if (const auto* gender = object->if_contains("knownGender"); gender != nullptr && gender->is_string()) {
    SPOTTER_ASSIGN(form.facts.known_gender, gender_of(std::string(gender->get_string())));
  }
  const auto strings = [&](const char* member) -> Result<std::vector<std::string>> {
    std::vector<std::string> out;
    const auto* list = object->if_contains(member);
    if (list == nullptr) return out;
    if (!list->is_array()) return fail(Errc::invalid, fmt::format("`{}` must be a list of texts", member));
    for (const auto& one : list->get_array()) {
      if (!one.is_string()) return fail(Errc::invalid, fmt::format("`{}` must be a list of texts", member));
      out.emplace_back(one.get_string());
    }
    return out;
  };
  if (object->contains("urls")) {
    SPOTTER_ASSIGN(form.facts.urls, strings("urls"));
  }
  SPOTTER_ASSIGN(form.faces, strings("faces"));
  SPOTTER_ASSIGN(const auto photographs, strings("photographs"));
  for (std::size_t i = 0; i < photographs.size(); ++i) {
    std::string_view data = photographs[i];
    if (data.starts_with("data:")) data.remove_prefix(std::min(data.size(), data.find(',') + 1));
    auto bytes = from_base64(data);
    if (!bytes) return fail(Errc::invalid, fmt::format("photographs[{}] is no base64", i));
    form.photographs.push_back({.file_name = fmt::format("photographs[{}]", i), .bytes = std::move(*bytes)});
  }
  return form;
}

Result<PersonForm> form_of(const Request& request, std::string_view body) {
  const std::string_view type = request.header("Content-Type");
  if (!type.starts_with("multipart/form-data")) return form_from_json(body);
  SPOTTER_ASSIGN(const std::string boundary, boundary_of(type));
  PersonFormReader listener;
  MultipartReader reader(boundary, listener);
  SPOTTER_TRY(reader.feed(as_bytes(body)));
  SPOTTER_TRY(reader.finish());
  return listener.take();
}

using Work = std::function<Response(const Api&, const FaceReader&, const Request&, const PersonForm&)>;

Response too_many_bytes() {
  return problem(413, "Too large",
                 "a person's photographs may have 64 MiB in one request; send the rest in another one");
}

Response crowded() {
  return problem(503, "Not available at the moment",
                 fmt::format("the photographs of {} requests are being learnt, which is the limit; send again in a few "
                             "seconds",
                             kMostAtOnce));
}

Response not_ready(const Api& api) {
  return problem(503, "Not ready", "the models are still loading: " + api.engine.readiness().reason);
}

/// Faces of uploaded pictures become photographs, of pictures that the caller may look at.
Result<void> cut_faces(const Api& api, const FaceReader& reader, const Request& request, PersonForm& form) {
  if (form.faces.size() > kMostPhotographs)
    return fail(Errc::invalid,
                fmt::format("{} faces in one request; at most {} are taken", form.faces.size(), kMostPhotographs));
  for (const std::string& face : form.faces) {
    SPOTTER_ASSIGN(const LocatedFace located, api.ports.faces.find(face, api.deadline()));
    if (refuse_on_image(api, request, "spotter:GetImageContent", located.image_id))
      return fail(Errc::denied, "the policy does not allow spotter:GetImageContent on the image of the face " + face);
    SPOTTER_ASSIGN(form.photographs.emplace_back(),
                   photograph_of_face(api.ports, api.decoder, api.options.decode, reader, face, api.deadline()));
  }
  return {};
}

/// Collects a body of photographs, then works on it.
class PersonBody final : public BodyConsumer {
 public:
  PersonBody(const Api& api, const Request& request, Work work, Seat seat)
      : api_(api), request_(request), work_(std::move(work)), seat_(std::move(seat)) {}
  std::optional<Response> consume(BytesView piece) override {
    if (body_.size() + piece.size() > kMaxBody) return too_many_bytes();
    body_.append(as_text(piece));
    return std::nullopt;
  }
  Response finish() override {
    const FaceReader* reader = api_.engine.face_reader();
    if (reader == nullptr) return not_ready(api_);
    auto form = form_of(request_, body_);
    if (!form) return problem(form.error());
    if (auto cut = cut_faces(api_, *reader, request_, *form); !cut) return problem(cut.error());
    return work_(api_, *reader, request_, *form);
  }

 private:
  const Api& api_;
  const Request& request_;
  Work work_;
  Seat seat_;
  std::string body_;
};

Response list_people(const Api& api, const Request& request) {
  const auto snapshot = api.ports.gallery.snapshot(api.deadline());
  if (!snapshot) return problem(snapshot.error());
  boost::json::array people;
  for (const Person& person : snapshot->people)
    if (request.principal.may("spotter:ListPeople", api.access.person_arn(person.id)))
      people.push_back(view_of(person));
  return json_response(200, boost::json::object{{"people", std::move(people)}});
}

Response get_person(const Api& api, const Request& request) {
  const auto person = api.ports.gallery.get(request.params.at("id"), api.deadline());
  return person ? json_response(200, view_of(*person)) : problem(person.error());
}

Response delete_person(const Api& api, const Request& request) {
  const auto removed = remove_person(api.ports, request.params.at("id"), api.deadline());
  return removed ? Response{.status = 204} : problem(removed.error());
}

Response get_photograph(const Api& api, const Request& request) {
  const auto bytes =
      photograph_bytes(api.ports, request.params.at("id"), request.params.at("photograph"), api.deadline());
  if (!bytes) return problem(bytes.error());
  const auto info = api.decoder.probe(*bytes, api.options.decode);
  if (!info) return problem(info.error());
  return {.status = 200,
          .headers = {{"Content-Type", std::string(content_type_of(info->format))},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Content-Security-Policy", "sandbox; default-src 'none'"},
                      {"Cross-Origin-Resource-Policy", "same-site"},
                      {"Cache-Control", "private, max-age=31536000, immutable"}},
          .body = std::string(as_text(*bytes))};
}

Response delete_photograph(const Api& api, const Request& request) {
  const auto person =
      remove_photograph(api.ports, request.params.at("id"), request.params.at("photograph"), api.deadline());
  return person ? json_response(200, view_of(*person)) : problem(person.error());
}

Response add(const Api& api, const FaceReader& reader, const Request& /*request*/, const PersonForm& form) {
  const auto person = add_person(api.ports, reader, form.facts, form.photographs, api.deadline());
  if (!person) return problem(person.error());
  Response response = json_response(201, view_of(*person));
  response.headers["Location"] = "/api/v1/people/" + person->id;
  return response;
}

Response change(const Api& api, const FaceReader& reader, const Request& request, const PersonForm& form) {
  const auto person =
      change_person(api.ports, reader, request.params.at("id"), form.facts, form.photographs, api.deadline());
  return person ? json_response(200, view_of(*person)) : problem(person.error());
}

Result<std::vector<std::string>> people_to_merge(const std::string& body) {
  constexpr std::size_t kMost = 20;
  const Error wrong{Errc::invalid, fmt::format("`people` must be a list of 1 to {} ids of people", kMost)};
  SPOTTER_ASSIGN(const auto json, parse_json(body));
  const auto* object = json.if_object();
  const auto* people = object == nullptr ? nullptr : object->if_contains("people");
  if (people == nullptr || !people->is_array()) return fail(wrong);
  std::vector<std::string> ids;
  for (const auto& one : people->get_array()) {
    if (!one.is_string()) return fail(wrong);
    ids.emplace_back(one.get_string());
  }
  if (ids.empty() || ids.size() > kMost) return fail(wrong);
  return ids;
}

Response merge(const Api& api, const Request& request) {
  const auto others = people_to_merge(request.body);
  if (!others) return problem(others.error());
  for (const std::string& other : *others)
    if (auto refusal = refuse_on_person(api, request, "spotter:ChangePerson", other)) return std::move(*refusal);
  const auto person = merge_people(api.ports, request.params.at("id"), *others, api.deadline());
  return person ? json_response(200, view_of(*person)) : problem(person.error());
}

Response recognise(const Api& api, const Request& request) {
  const FaceMatching* matching = api.engine.face_matching();
  if (matching == nullptr) return not_ready(api);
  const auto queued = recognise_person(api.ports, *matching, request.params.at("id"), api.deadline());
  return queued ? json_response(202, boost::json::object{{"images", *queued}}) : problem(queued.error());
}

}  // namespace

void add_people_routes(Router& router, const Api& api) {
  const auto row = [&](const char* method, const char* pattern, const char* action,
                       Response (*handle)(const Api&, const Request&)) {
    add_row(router, api, method, pattern, action, handle);
  };
  Seats seats(kMostAtOnce);
  const auto upload = [&](const char* method, const char* pattern, const char* action,
                          Response (*work)(const Api&, const FaceReader&, const Request&, const PersonForm&)) {
    router.add({.method = method,
                .pattern = pattern,
                .action = action,
                .begin_upload = [&api, work, seats](const Request& request) mutable {
                  using Begun = std::pair<std::unique_ptr<BodyConsumer>, Response>;
                  if (request.content_length.value_or(0) > kMaxBody) return Begun(nullptr, too_many_bytes());
                  if (api.engine.face_reader() == nullptr) return Begun(nullptr, not_ready(api));
                  Seat seat = seats.take();
                  if (seat == nullptr) return Begun(nullptr, crowded());
                  return Begun(std::make_unique<PersonBody>(api, request, work, std::move(seat)), Response{});
                }});
  };
  row("GET", "/api/v1/people", "spotter:ListPeople", list_people);
  upload("POST", "/api/v1/people", "spotter:AddPerson", add);
  row("GET", "/api/v1/people/{id}", "spotter:ListPeople", get_person);
  upload("PATCH", "/api/v1/people/{id}", "spotter:ChangePerson", change);
  row("DELETE", "/api/v1/people/{id}", "spotter:RemovePerson", delete_person);
  upload("POST", "/api/v1/people/{id}/photographs", "spotter:ChangePerson", change);
  row("POST", "/api/v1/people/{id}/merge", "spotter:ChangePerson", merge);
  row("POST", "/api/v1/people/{id}/recognise", "spotter:RecogniseImage", recognise);
  row("GET", "/api/v1/people/{id}/photographs/{photograph}", "spotter:ListPeople", get_photograph);
  row("DELETE", "/api/v1/people/{id}/photographs/{photograph}", "spotter:ChangePerson", delete_photograph);
}

}  // namespace spotter

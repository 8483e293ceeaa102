// RecognizeCelebrities and GetCelebrityInfo: the people of the gallery.

#include <fmt/format.h>

#include "http/rekognition/operations.h"

namespace spotter::rekognition {

Outcome<RecognizeCelebritiesResponse> recognize_celebrities(const Call& call, RecognizeCelebritiesRequest request) {
  SPOTTER_ASSIGN(Findings findings, look_at(call, std::move(request.image), {.celebrities = true}));
  return RecognizeCelebritiesResponse{.celebrity_faces = std::move(findings.celebrity_faces),
                                      .unrecognized_faces = std::move(findings.unrecognized_faces)};
}

Outcome<GetCelebrityInfoResponse> get_celebrity_info(const Call& call, GetCelebrityInfoRequest request) {
  auto person = call.api.ports.gallery.get(request.id, call.deadline);
  if (!person && person.error().code == Errc::not_found)
    return std::unexpected(aws::Error{.code = "ResourceNotFoundException",
                                      .message = fmt::format("The celebrity id: {} does not exist", request.id)});
  if (!person) return std::unexpected(error_of(person.error()));
  GetCelebrityInfoResponse response{
      .urls = std::move(person->urls), .name = std::move(person->name), .known_gender = {}};
  if (person->known_gender) response.known_gender = KnownGender{.type = *person->known_gender};
  return response;
}

}  // namespace spotter::rekognition

#include "app/face_crop.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "imaging/encode.h"

namespace spotter {
namespace {

constexpr float kMarginToLookAt = 0.3F;  ///< of the face's longer side, on each side

Result<Picture> decode_stored(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                              const std::string& image_id, Deadline deadline) {
  SPOTTER_ASSIGN(const auto reader, ports.store.get(image_id, deadline));
  SPOTTER_ASSIGN(const Bytes bytes, reader->read_all());
  return decoder.decode(bytes, limits, deadline);
}

/// A square around the box, moved into the picture where it would pass its edge.
Picture cut_square(const Picture& picture, const BoundingBox& box, float margin) {
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  const float wanted = std::max(box.width * width, box.height * height) * (1 + 2 * margin);
  const int side = std::clamp(static_cast<int>(std::lround(wanted)), 1, std::min(picture.width, picture.height));
  const auto start = [side](float centre, int whole) {
    return std::clamp(static_cast<int>(std::lround(centre)) - side / 2, 0, whole - side);
  };
  const int left = start((box.left + box.width / 2) * width, picture.width);
  const int top = start((box.top + box.height / 2) * height, picture.height);
  const auto row_bytes = std::size_t{3} * static_cast<std::size_t>(side);
  auto pixels = std::make_shared<std::uint8_t[]>(row_bytes * static_cast<std::size_t>(side));
  for (int y = 0; y < side; ++y)
    std::copy_n(picture.rgb.get() +
                    std::size_t{3} * (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(picture.width) +
                                      static_cast<std::size_t>(left)),
                row_bytes, pixels.get() + static_cast<std::size_t>(y) * row_bytes);
  return {.width = side, .height = side, .full_width = side, .full_height = side, .rgb = std::move(pixels)};
}

float cosine(const FaceVector& a, const FaceVector& b) {
  const auto product = [](const FaceVector& x, const FaceVector& y) {
    float sum = 0;
    for (std::size_t i = 0; i < std::min(x.parts.size(), y.parts.size()); ++i)
      if (x.parts[i].size() == y.parts[i].size())
        sum += std::inner_product(x.parts[i].begin(), x.parts[i].end(), y.parts[i].begin(), 0.0F);
    return sum;
  };
  const float lengths = std::sqrt(product(a, a) * product(b, b));
  return lengths > 0 ? product(a, b) / lengths : 0;
}

}  // namespace

Result<RenderedImage> face_crop(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                                const LocatedFace& face, int width_px, Deadline deadline) {
  // No larger than the cut-out needs, whichever side of the picture is the longer one.
  constexpr float kLeastShare = 0.01F;
  constexpr float kLeastSide = 256;
  const BoundingBox& box = face.face.bounding_box;
  const float share = std::max(std::min(box.width, box.height), kLeastShare) * (1 + 2 * kMarginToLookAt);
  DecodeLimits small = limits;
  small.working_side_px = static_cast<int>(
      std::clamp(static_cast<float>(width_px) / share, kLeastSide, static_cast<float>(limits.working_side_px)));
  SPOTTER_ASSIGN(const Picture picture, decode_stored(ports, decoder, small, face.image_id, deadline));
  SPOTTER_ASSIGN(Bytes bytes, thumbnail_of(cut_square(picture, box, kMarginToLookAt), width_px));
  return RenderedImage{.bytes = std::move(bytes), .content_type = std::string(content_type_of(Encoding::webp))};
}

Result<NewPhotograph> photograph_of_face(const Ports& ports, const ImageDecoder& decoder, const DecodeLimits& limits,
                                         const FaceReader& reader, const std::string& face_id, Deadline deadline) {
  constexpr float kSameFace = 0.5F;  // the same pixels read twice are far more alike
  SPOTTER_ASSIGN(const LocatedFace located, ports.faces.find(face_id, deadline));
  SPOTTER_ASSIGN(const Picture picture, decode_stored(ports, decoder, limits, located.image_id, deadline));
  Error why;
  // The generous cut-out may show a neighbour as large; a closer one leaves them out.
  for (const float margin : {0.6F, 0.35F, 0.15F}) {
    NewPhotograph photograph{.file_name = "face " + face_id, .bytes = {}, .vector = {}};
    SPOTTER_ASSIGN(photograph.bytes,
                   encode_picture(cut_square(picture, located.face.bounding_box, margin), Encoding::jpeg));
    auto read = reader.read(photograph, deadline);
    if (!read) {
      why = read.error();
      continue;
    }
    if (located.face.models != reader.models()) {
      photograph.vector = std::move(*read);
      return photograph;
    }
    if (cosine(*read, located.face.vector) >= kSameFace) {
      photograph.vector = located.face.vector;
      return photograph;
    }
    why = {Errc::invalid, "face " + face_id + ": a neighbour's face hides it; use another picture of this person"};
  }
  return fail(why);
}

}  // namespace spotter

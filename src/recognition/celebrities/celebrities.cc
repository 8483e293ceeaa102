#include "recognition/celebrities/celebrities.h"

#include <algorithm>
#include <mutex>

namespace spotter {
namespace {

/// One person, ready to be compared with.
struct Known {
  Person person;
  FaceVector vector;
};

struct KnownPeople {
  std::string version;
  std::vector<Known> people;
};

class Celebrities final : public Recogniser {
 public:
  Celebrities(Gallery& gallery, SimilarityScale scale, std::string models, CelebrityOptions options)
      : gallery_(gallery), scale_(std::move(scale)), models_(std::move(models)), options_(options) {}

  std::string_view name() const override { return "celebrities"; }

  Result<void> recognise(const Picture& /*picture*/, Findings& findings, Deadline deadline) const override {
    if (findings.face_details.empty()) return {};
    SPOTTER_ASSIGN(const std::shared_ptr<const KnownPeople> known, people(deadline));
    const auto most = static_cast<std::size_t>(options_.most_faces);
    for (std::size_t i = 0; i < std::min(findings.face_details.size(), most); ++i) {
      const ComparedFace face = compared_face(findings.face_details[i]);
      const auto [best, confidence] =
          i < findings.face_vectors.size() ? nearest(*known, findings.face_vectors[i]) : Match{};
      if (best == nullptr || confidence < options_.least_confidence) {
        findings.unrecognized_faces.push_back(face);
        continue;
      }
      Celebrity celebrity{.urls = best->urls,
                          .name = best->name,
                          .id = best->id,
                          .face = face,
                          .match_confidence = confidence,
                          .known_gender = {}};
      if (best->known_gender) celebrity.known_gender = KnownGender{.type = *best->known_gender};
      findings.celebrity_faces.push_back(std::move(celebrity));
    }
    return {};
  }

 private:
  struct Match {
    const Person* person = nullptr;
    float confidence = 0;
  };

  Match nearest(const KnownPeople& known, const FaceVector& face) const {
    Match best;
    for (const Known& one : known.people)
      if (const float confidence = similarity(face, one.vector, scale_); confidence > best.confidence)
        best = {.person = &one.person, .confidence = confidence};
    return best;
  }

  Result<std::shared_ptr<const KnownPeople>> people(Deadline deadline) const {
    SPOTTER_ASSIGN(const std::string version, gallery_.version(deadline));
    const std::scoped_lock lock(mutex_);
    if (known_ && known_->version == version) return known_;
    SPOTTER_ASSIGN(GallerySnapshot snapshot, gallery_.snapshot(deadline));
    auto known = std::make_shared<KnownPeople>(KnownPeople{.version = snapshot.version, .people = {}});
    for (Person& person : snapshot.people) {
      FaceVector vector = vector_of(person, models_);
      if (vector.parts.empty()) continue;
      known->people.push_back({.person = std::move(person), .vector = std::move(vector)});
    }
    known_ = std::move(known);
    return known_;
  }

  Gallery& gallery_;
  SimilarityScale scale_;
  std::string models_;
  CelebrityOptions options_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const KnownPeople> known_;
};

}  // namespace

std::unique_ptr<Recogniser> make_celebrities(Gallery& gallery, SimilarityScale scale, std::string models,
                                             const CelebrityOptions& options) {
  return std::make_unique<Celebrities>(gallery, std::move(scale), std::move(models), options);
}

}  // namespace spotter

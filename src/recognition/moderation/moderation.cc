#include "recognition/moderation/moderation.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include "imaging/mat.h"
#include "recognition/moderation/judge.h"

namespace spotter {
namespace {

class Moderation final : public Recogniser {
 public:
  Moderation(std::vector<const Model*> models, ModerationOptions options)
      : models_(std::move(models)), options_(options) {}

  std::string_view name() const override { return "moderation"; }

  Result<void> recognise(const Picture& picture, Findings& findings, Deadline deadline) const override {
    std::vector<SafetyVote> votes;
    for (const Model* model : models_) {
      if (deadline.expired()) return fail(Errc::timeout, "moderation took longer than allowed");
      SPOTTER_ASSIGN(votes.emplace_back(), vote(*model, mat_of(picture)));
    }
    Judgement judgement = judge(votes, findings.labels, options_.floor);
    findings.moderation_labels = std::move(judgement.labels);
    findings.content_types = std::move(judgement.content_types);
    return {};
  }

 private:
  static Result<SafetyVote> vote(const Model& model, const cv::Mat& rgb) {
    const ModelManifest& manifest = model.manifest();
    const auto side = static_cast<int>(manifest.input.shape[1]);
    // Some networks were taught on the middle of a larger square: its margin is cut off.
    const int margin = manifest.crop_margin;
    cv::Mat stretched;
    const int whole = side + 2 * margin;
    cv::resize(rgb, stretched, {whole, whole}, 0, 0, cv::INTER_LINEAR);
    ModelCall call = model.begin();
    cv::Mat input(side, side, CV_8UC3, call.pixels(side, side));
    stretched(cv::Rect(margin, margin, side, side)).copyTo(input);
    SPOTTER_TRY(call.run());
    const TensorView scores = call.output("scores");
    SafetyVote vote{.model = manifest.name, .classes = {}};
    for (std::size_t i = 0; i < manifest.classes.size(); ++i)
      vote.classes[manifest.classes[i]] = scores[i];
    return vote;
  }

  std::vector<const Model*> models_;
  ModerationOptions options_;
};

}  // namespace

Result<std::unique_ptr<Recogniser>> make_moderation(const Models& models, const ModerationOptions& options) {
  auto safety = models.of_slot("safety");
  if (safety.empty()) return fail(Errc::not_found, "no model fills the slot `safety`; moderation needs one");
  return std::make_unique<Moderation>(std::move(safety), options);
}

}  // namespace spotter

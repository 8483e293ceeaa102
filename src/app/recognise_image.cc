#include "app/recognise_image.h"

#include <fmt/format.h>

#include "app/accept_upload.h"
#include "app/backoff.h"
#include "app/change_feed.h"
#include "app/erase_image.h"
#include "app/item_overflow.h"
#include "base/hash.h"
#include "base/log.h"

namespace spotter {
namespace {

bool is_outage(const Error& error) {
  return error.code == Errc::unavailable;
}

ItemError item_error(std::string stage, const Error& error) {
  return {.stage = std::move(stage), .code = std::string(name_of(error.code)), .detail = error.detail};
}

Handled done() {
  return {.what = Handled::What::acknowledge};
}

}  // namespace

/// One attempt at one image.
struct RecogniseImage::Work {
  ImageItem item;  ///< as begun, then with what is found
  Order order;
  bool again = false;
  Bytes bytes;
  Recognition recognition;
  Deadline deadline;

  void add_stage(std::string name, Timestamp started, double ms, Outcome outcome,
                 std::optional<std::string> error = {}) {
    recognition.stages.push_back({.name = std::move(name),
                                  .started_at = started,
                                  .duration_ms = ms,
                                  .outcome = outcome,
                                  .error = std::move(error)});
  }
};

Handled RecogniseImage::handle(const Event& event, Deadline deadline) const {
  auto reader = ports_.store.get(event.key, deadline);
  if (!reader && reader.error().code == Errc::not_found) return handle_removal(event, deadline);
  if (!reader) return outage(reader.error());

  const ObjectInfo& object = (*reader)->info();
  AcceptedObject accepted = accepted_object(ports_.store, object);
  Work work{.item = {},
            .order = {.source = object.source,
                      .sequencer = object.sequencer,
                      .run = event.kind == EventKind::again ? event.run : ""},
            .again = event.kind == EventKind::again,
            .bytes = {},
            .recognition = {},
            .deadline = deadline};
  Verdict verdict = Verdict::write;
  const auto begun = update_item(
      ports_.table, event.key,
      [&](const ImageItem* current) -> std::optional<ImageItem> {
        verdict = verdict_on(current, work.order);
        if (verdict != Verdict::write) return std::nullopt;
        return begun_item(current, accepted, work.order);
      },
      deadline);
  if (!begun) return outage(begun.error());
  if (verdict == Verdict::superseded) return superseded(object, **begun, deadline);
  if (verdict == Verdict::already_written) return already_written(**begun, **reader, deadline);

  work.item = **begun;
  ports_.changes.announce(work.item);
  if (work.item.attempts.crashes >= options_.most_crashes) {
    work.recognition.error =
        ItemError{.stage = "worker",
                  .code = "crashed",
                  .detail = fmt::format("the worker crashed {} times on this image", work.item.attempts.crashes)};
    return finish(work, Status::failed, nullptr);
  }
  auto bytes = (*reader)->read_all();
  if (!bytes && is_outage(bytes.error())) return outage(bytes.error());
  if (!bytes) return failed_attempt(work, item_error("read", bytes.error()), nullptr);
  work.bytes = std::move(*bytes);
  if (work.item.sha256.empty()) work.item.sha256 = sha256_hex(work.bytes);
  return recognise(work);
}

/// The object is gone: what was derived from it goes too.
Handled RecogniseImage::handle_removal(const Event& event, Deadline deadline) const {
  const auto erased = finish_erasing(ports_, event.key, event.sequencer, deadline);
  return erased ? done() : outage(erased.error());
}

/// Something newer stands there. Where it is a tombstone of these very bytes, erasing them was cut short.
Handled RecogniseImage::superseded(const ObjectInfo& object, const ImageItem& item, Deadline deadline) const {
  if (item.status != Status::erased || compare_sequencers(object.sequencer, item.sequencer) > 0) return done();
  const auto erased = finish_erasing(ports_, item.image_id, item.sequencer, deadline);
  return erased ? done() : outage(erased.error());
}

/// The event came again after its result was written: derived records may be missing, or older ones left.
Handled RecogniseImage::already_written(const ImageItem& item, ObjectReader& reader, Deadline deadline) const {
  if (const auto swept = remove_outdated(ports_, item, deadline); !swept) return outage(swept.error());
  const auto there = has_derived(ports_, item, options_.derived, deadline);
  if (!there) return outage(there.error());
  if (*there) return done();
  const auto bytes = reader.read_all();
  if (!bytes) return outage(bytes.error());
  const auto picture = setup_.decoder.decode(*bytes, options_.decode, Deadline::after(options_.decode_time));
  if (!picture) return done();
  ImageItem full = item;
  if (auto loaded = load_overflow(ports_, full, deadline); !loaded) return outage(loaded.error());
  const auto vectors = ports_.faces.get(item.image_id, item.order(), deadline);
  if (!vectors) return outage(vectors.error());
  std::vector<FaceVector> kept;
  for (const IndexedFace& face : *vectors)
    kept.push_back(face.vector);
  const auto written = keep_derived(ports_, full, *picture, kept, setup_.embeddings, options_.derived, deadline);
  return written ? done() : outage(written.error());
}

Handled RecogniseImage::recognise(Work& work) const {
  const Timestamp decode_began = ports_.clock.now();
  ports_.changes.announce(work.item, "decode");
  const Stopwatch watch;
  const auto picture = setup_.decoder.decode(work.bytes, options_.decode, Deadline::after(options_.decode_time));
  if (!picture && picture.error().code == Errc::internal) {
    work.add_stage("decode", decode_began, watch.elapsed_ms(), Outcome::failed, picture.error().detail);
    return failed_attempt(work, item_error("decode", picture.error()), nullptr);
  }
  if (!picture) {
    work.add_stage("decode", decode_began, watch.elapsed_ms(), Outcome::failed, picture.error().detail);
    work.recognition.error = item_error("decode", picture.error());
    return finish(work, Status::rejected, nullptr);
  }
  work.add_stage("decode", decode_began, watch.elapsed_ms(), Outcome::ok);
  work.item.width = picture->full_width;
  work.item.height = picture->full_height;
  work.item.fingerprint = fingerprint(work.deadline);
  work.item.models = setup_.models;
  if (share_findings(work)) return finish(work, Status::done, &*picture);

  std::vector<Stage> before = std::move(work.recognition.stages);
  work.recognition =
      recognise_picture(setup_.recognisers, *picture, {}, {}, ports_.clock, Deadline::after(options_.recognise_time),
                        [&](const Stage& stage, bool ended) {
                          const char* outcome = !ended ? "" : stage.outcome == Outcome::ok ? "ok" : "failed";
                          ports_.changes.announce(work.item, stage.name, outcome);
                        });
  work.recognition.stages.insert(work.recognition.stages.begin(), before.begin(), before.end());
  drop_unsure(work.recognition.findings, options_.least_label_confidence, options_.least_moderation_confidence);
  if (work.recognition.error) return failed_attempt(work, *work.recognition.error, &*picture);
  return finish(work, Status::done, &*picture);
}

/// Models, gallery and settings in one hash: the same bytes under the same ones have the same findings.
std::string RecogniseImage::fingerprint(Deadline deadline) const {
  std::string all =
      setup_.settings + "\n" + ports_.gallery.version(deadline).value_or("unknown " + ports_.ids.random_hex(8));
  for (const auto& [name, hash] : setup_.models)
    all += "\n" + name + " " + hash;
  return sha256_hex(as_bytes(all));
}

/// The same bytes under another key, recognised under the same fingerprint, need not be looked at again.
bool RecogniseImage::share_findings(Work& work) const {
  if (work.again) return false;
  auto same = ports_.table.find_same(work.item.sha256, work.item.fingerprint, work.item.image_id, work.deadline);
  if (!same || !load_overflow(ports_, *same, work.deadline)) return false;
  work.recognition.findings = findings_of(*same);
  if (const auto faces = ports_.faces.get(same->image_id, same->order(), work.deadline))
    for (const IndexedFace& face : *faces)
      work.recognition.findings.face_vectors.push_back(face.vector);
  work.add_stage("recognise", ports_.clock.now(), 0, Outcome::shared);
  return true;
}

/// An error of this image: tried again with growing pauses, then `failed`; what was found meanwhile is kept.
Handled RecogniseImage::failed_attempt(Work& work, ItemError error, const Picture* picture) const {
  work.recognition.error = std::move(error);
  const int errors = ++work.item.attempts.errors;
  if (errors >= options_.most_errors) return finish(work, Status::failed, picture);
  const auto counted = update_item(
      ports_.table, work.item.image_id,
      [&](const ImageItem* current) -> std::optional<ImageItem> {
        if (verdict_on(current, work.order) != Verdict::write || current == nullptr) return std::nullopt;
        ImageItem next = *current;
        next.attempts = work.item.attempts;
        return next;
      },
      work.deadline);
  if (!counted) return outage(counted.error());
  return {.what = Handled::What::retry,
          .pause = pause_before(errors, ports_.ids),
          .reason = fmt::format("{}: {} ({} of {} attempts)", work.recognition.error->stage,
                                work.recognition.error->detail, errors, options_.most_errors)};
}

/// Writes the end of an attempt: derived records, then the item, then what the old result left behind.
Handled RecogniseImage::finish(Work& work, Status status, const Picture* picture) const {
  const Timestamp began = ports_.clock.now();
  const Stopwatch watch;
  ImageItem result = work.item;
  result.run = work.order.run;
  result.status = status;
  result.error = work.recognition.error;
  result.recognised_at = began;
  std::vector<FaceVector> vectors = std::move(work.recognition.findings.face_vectors);
  set_findings(result, std::move(work.recognition.findings));
  result.overflow.reset();
  if (picture != nullptr && status == Status::done)
    if (auto kept = keep_derived(ports_, result, *picture, vectors, setup_.embeddings, options_.derived, work.deadline);
        !kept)
      return outage(kept.error());
  work.add_stage("derived", began, watch.elapsed_ms(), Outcome::ok);
  result.stages = std::move(work.recognition.stages);
  if (auto stored = store_overflow(ports_, result, work.deadline); !stored) return outage(stored.error());

  const auto written = update_item(
      ports_.table, result.image_id,
      [&](const ImageItem* current) -> std::optional<ImageItem> {
        if (verdict_on(current, work.order) != Verdict::write) return std::nullopt;
        ImageItem next = result;
        if (current == nullptr) return next;
        if (current->status == Status::done && status != Status::done && current->sequencer == next.sequencer) {
          // Recognising it again failed: the old findings stay, the item says what went wrong.
          next = *current;
          next.error = result.error;
          next.attempts = result.attempts;
          return next;
        }
        next.inbox_skipped = current->inbox_skipped && status == current->status;
        return next;
      },
      work.deadline);
  if (!written) return outage(written.error());
  if (*written) {
    ports_.changes.announce(**written);
    if (options_.observe) options_.observe(**written);
    if (const auto swept = remove_outdated(ports_, **written, work.deadline); !swept)
      log::warn("old derived records of {} stay for now: {}", result.image_id, swept.error().detail);
  }
  return done();
}

Handled RecogniseImage::outage(const Error& error) const {
  return {.what = Handled::What::outage, .pause = std::chrono::milliseconds(0), .reason = error.detail};
}

}  // namespace spotter

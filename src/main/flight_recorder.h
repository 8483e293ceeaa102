#pragma once
// Remembers in a file which images are in work, so that the next start knows whose fault a crash may be. A
// crash is a fatal signal of this process or the kernel's out-of-memory kill; being killed from outside, or
// losing power, is nobody's fault.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/recognise_image.h"
#include "base/result.h"

namespace spotter {

class FlightRecorder final : public WorkNotes {
 public:
  /// Opens the file, reads what the process before left in it, and begins anew. Also handles fatal signals
  /// from now on: they are noted, then take their usual course.
  static Result<std::unique_ptr<FlightRecorder>> open(const std::filesystem::path& file);
  ~FlightRecorder() override;
  FlightRecorder(const FlightRecorder&) = delete;
  FlightRecorder& operator=(const FlightRecorder&) = delete;

  /// Images that were in work when the process before crashed; empty if it didn't crash.
  const std::vector<std::string>& crashed() const { return crashed_; }

  /// Called on the thread that does the work, so that an overflow of its stack is noted too.
  void begin(int worker, const std::string& image_id) override;
  void end(int worker) override;

 private:
  struct Page;
  explicit FlightRecorder(Page* page) : page_(page) {}

  Page* page_;  ///< shared with the file: what is written here survives the process
  std::vector<std::string> crashed_;
};

}  // namespace spotter

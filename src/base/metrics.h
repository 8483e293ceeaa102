#pragma once
// What Prometheus scrapes: counters and histograms, kept by prometheus-cpp.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace spotter {

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  void count_request(std::string_view route, std::string_view method, int status, double seconds);
  /// An operation of the AWS front door; `outcome`: ok, or the error's code.
  void count_operation(std::string_view operation, std::string_view outcome, double seconds);
  /// `outcome`: accepted, duplicate, refused or failed.
  void count_upload(std::string_view outcome);
  void observe_stage(std::string_view stage, std::string_view outcome, double seconds);
  void count_image(std::string_view status);
  /// Sets a gauge, e.g. `queue_waiting`.
  void set_gauge(std::string_view name, std::string_view help, double value);

  /// The text exposition format.
  std::string render() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace spotter

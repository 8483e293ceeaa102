#pragma once
// The one bridge from coroutines to blocking code: runs work on a pool, resumes where it was awaited.

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace spotter {

/// `co_await offload(pool, [&] { return blocking(); })`. The work's result is moved through; an exception
/// that it throws is thrown where it was awaited.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work>> offload(boost::asio::thread_pool& pool, Work work) {
  using Value = std::invoke_result_t<Work>;
  // What passes between the threads: filled on the pool, read after resuming.
  struct Outcome {
    std::optional<Value> value;
    std::exception_ptr error;
  };
  const auto outcome = std::make_shared<Outcome>();
  co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void()>(
      [&pool, &work, outcome](auto handler) {
        boost::asio::post(pool, [handler = std::move(handler), &work, outcome]() mutable {
          try {
            outcome->value.emplace(work());
          } catch (...) {
            outcome->error = std::current_exception();
          }
          const auto executor = boost::asio::get_associated_executor(handler);
          boost::asio::post(executor, std::move(handler));
        });
      },
      boost::asio::use_awaitable);
  if (outcome->error) std::rethrow_exception(outcome->error);
  co_return std::move(*outcome->value);
}

}  // namespace spotter

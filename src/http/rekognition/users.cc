// CreateUser, DeleteUser, ListUsers.

#include <fmt/format.h>

#include "http/rekognition/collection_view.h"
#include "http/rekognition/operations.h"
#include "http/rekognition/paging.h"
#include "http/rekognition/request_token.h"

namespace spotter::rekognition {
namespace {

constexpr int kUsersOfPage = 500;

}  // namespace

Outcome<CreateUserResponse> create_user(const Call& call, CreateUserRequest request) {
  return once<CreateUserResponse, CreateUserRequest>(
      call, "CreateUser", std::move(request),
      [&](const CreateUserRequest& asked, bool resumed) -> Outcome<CreateUserResponse> {
        const auto created = call.api.ports.collections.create_user(asked.collection_id, asked.user_id, call.deadline);
        if (created) return CreateUserResponse{};
        if (created.error().code != Errc::conflict)
          return std::unexpected(error_in(asked.collection_id, created.error(), asked.user_id));
        if (resumed) return CreateUserResponse{};
        return std::unexpected(aws::Error{.code = "ConflictException",
                                          .message = fmt::format("The user id: {} already exists", asked.user_id)});
      });
}

Outcome<DeleteUserResponse> delete_user(const Call& call, DeleteUserRequest request) {
  return once<DeleteUserResponse, DeleteUserRequest>(
      call, "DeleteUser", std::move(request),
      [&](const DeleteUserRequest& asked, bool resumed) -> Outcome<DeleteUserResponse> {
        const auto removed = call.api.ports.collections.remove_user(asked.collection_id, asked.user_id, call.deadline);
        const bool done_before = resumed && !removed && removed.error().code == Errc::not_found;
        if (!removed && !done_before)
          return std::unexpected(error_in(asked.collection_id, removed.error(), asked.user_id));
        return DeleteUserResponse{};
      });
}

Outcome<ListUsersResponse> list_users(const Call& call, ListUsersRequest request) {
  const PagedList list{.operation = "ListUsers", .collection = request.collection_id};
  const int size = page_size(request.max_results, kUsersOfPage);
  SPOTTER_ASSIGN(const std::string after, begin_of_page(call, list, request.next_token));
  auto read = call.api.ports.collections.users(request.collection_id, after, size + 1, call.deadline);
  if (!read) return std::unexpected(error_in(request.collection_id, read.error()));
  ListUsersResponse response;
  SPOTTER_ASSIGN(response.next_token,
                 cut_page(call, list, *read, size, [](const CollectionUser& one) { return one.id; }));
  for (CollectionUser& one : *read)
    response.users.push_back({.user_id = std::move(one.id), .user_status = status_of(one.faces)});
  return response;
}

}  // namespace spotter::rekognition

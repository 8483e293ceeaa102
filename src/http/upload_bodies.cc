#include <algorithm>

#include <boost/json/object.hpp>

#include "base/encoding.h"
#include "domain/json.h"
#include "http/multipart.h"
#include "http/problem.h"
#include "http/upload.h"
#include "imaging/sniff.h"

namespace spotter {
namespace {

/// Stages one picture as it arrives; refuses it as soon as its first bytes or its size say so.
class PictureStage {
 public:
  PictureStage(const Api& api, const std::string& file_name) : api_(api) {
    constexpr std::size_t kLongestName = 1024;
    if (file_name.size() > kLongestName) {
      refuse({Errc::invalid, "the file's name has " + std::to_string(file_name.size()) + " bytes; at most " +
                                 std::to_string(kLongestName) + " are kept"});
    } else {
      picture_.file_name = file_name;
    }
  }

  /// False once it is refused: further bytes are dropped.
  bool append(BytesView bytes) {
    if (picture_.error) return false;
    if (!picture_.body) {
      auto body = api_.ports.store.stage();
      if (!body) return refuse(body.error());
      picture_.body = std::move(*body);
    }
    if (picture_.body->size() + bytes.size() > api_.options.max_upload_bytes)
      return refuse(too_large_upload(api_.options.max_upload_bytes));
    if (auto appended = picture_.body->append(bytes); !appended) return refuse(appended.error());
    if (!sniffed_ && picture_.body->size() >= kSniffBytes) return sniff();
    return true;
  }
  StagedPicture take() {
    if (!picture_.error && !sniffed_) sniff();
    return std::move(picture_);
  }
  const std::optional<Error>& error() const { return picture_.error; }

 private:
  bool refuse(Error error) {
    picture_.error = std::move(error);
    picture_.body.reset();
    return false;
  }
  bool sniff() {
    sniffed_ = true;
    Bytes first;
    if (picture_.body) {
      auto read = picture_.body->read(0, kSniffBytes);
      if (!read) return refuse(read.error());
      first = std::move(*read);
    }
    const auto format = sniff_format(first);
    return format ? true : refuse(format.error());
  }

  const Api& api_;
  StagedPicture picture_;
  bool sniffed_ = false;
};

class RawBody final : public BodyConsumer {
 public:
  RawBody(const Api& api, const Request& request)
      : api_(api), request_(request), stage_(api, request.asked("fileName").value_or("")) {}

  std::optional<Response> consume(BytesView piece) override {
    if (stage_.append(piece)) return std::nullopt;
    return problem(*stage_.error());
  }
  Response finish() override {
    std::vector<StagedPicture> pictures;
    pictures.push_back(stage_.take());
    return answer_upload(api_, request_, std::move(pictures), false);
  }

 private:
  const Api& api_;
  const Request& request_;
  PictureStage stage_;
};

class FormBody final : public BodyConsumer, private PartListener {
 public:
  FormBody(const Api& api, const Request& request, const std::string& boundary)
      : api_(api), request_(request), reader_(boundary, *this) {}

  std::optional<Response> consume(BytesView piece) override {
    bytes_ += piece.size();
    if (bytes_ > most_form_bytes(api_.options))  // one whose length was not told beforehand
      return problem({Errc::too_large, "the form is larger than all pictures that it may hold; send several forms"});
    if (auto fed = reader_.feed(piece); !fed) return problem(fed.error());
    return std::nullopt;
  }
  Response finish() override {
    if (auto whole = reader_.finish(); !whole) return problem(whole.error());
    const bool as_list = pictures_.size() > 1;
    return answer_upload(api_, request_, std::move(pictures_), as_list);
  }

 private:
  Result<void> part_begins(const PartHeader& header) override {
    constexpr int kMostFields = 64;
    const bool picture = header.is_file || header.content_type.starts_with("image/");
    if (!picture) {
      if (++fields_ > kMostFields) return fail(Errc::too_large, "the form has more than 64 fields");
      return {};
    }
    if (static_cast<int>(pictures_.size()) >= api_.options.max_files)
      return fail(Errc::too_large, "the form has more than " + std::to_string(api_.options.max_files) +
                                       " files; send the rest in another one");
    stage_.emplace(api_, header.file_name);
    return {};
  }
  Result<void> part_data(BytesView data) override {
    if (stage_) stage_->append(data);  // a refused one is told of in the answer, the others go on
    return {};
  }
  Result<void> part_ends() override {
    if (stage_) pictures_.push_back(stage_->take());
    stage_.reset();
    return {};
  }

  const Api& api_;
  const Request& request_;
  MultipartReader reader_;
  std::optional<PictureStage> stage_;
  std::vector<StagedPicture> pictures_;
  int fields_ = 0;
  std::uint64_t bytes_ = 0;
};

class JsonBody final : public BodyConsumer {
 public:
  JsonBody(const Api& api, const Request& request) : api_(api), request_(request) {}

  std::optional<Response> consume(BytesView piece) override {
    constexpr std::uint64_t kSlack = 64 * 1024;
    if (text_.size() + piece.size() > api_.options.max_upload_bytes / 3 * 4 + kSlack)
      return problem(too_large_upload(api_.options.max_upload_bytes));
    text_.append(as_text(piece));
    return std::nullopt;
  }
  Response finish() override {
    auto bytes = picture_bytes();
    if (!bytes) return problem(bytes.error());
    PictureStage stage(api_, file_name_);
    stage.append(*bytes);
    std::vector<StagedPicture> pictures;
    pictures.push_back(stage.take());
    return answer_upload(api_, request_, std::move(pictures), false);
  }

 private:
  /// The bytes of `image`: base64, or a data URL of it.
  Result<Bytes> picture_bytes() {
    SPOTTER_ASSIGN(const auto json, parse_json(text_));
    std::string().swap(text_);
    const auto* object = json.if_object();
    const auto* image = object == nullptr ? nullptr : object->if_contains("image");
    if (image == nullptr || !image->is_string())
      return fail(Errc::invalid, "the JSON must be an object with `image`: the picture in base64 or as a data URL");
    if (const auto* name = object->if_contains("fileName"); name != nullptr && name->is_string())
      file_name_ = name->get_string();
    std::string_view data = image->get_string();
    if (data.starts_with("data:")) {
      const std::size_t comma = data.find(',');
      if (comma == std::string_view::npos || data.substr(0, comma).find(";base64") == std::string_view::npos)
        return fail(Errc::invalid, "the data URL must be base64: data:image/jpeg;base64,…");
      data.remove_prefix(comma + 1);
    }
    auto bytes = from_base64(data);
    if (!bytes) return fail(Errc::invalid, "`image` is no base64");
    return std::move(*bytes);
  }

  const Api& api_;
  const Request& request_;
  std::string text_;
  std::string file_name_;
};

}  // namespace

std::unique_ptr<BodyConsumer> consume_raw(const Api& api, const Request& request) {
  return std::make_unique<RawBody>(api, request);
}
std::unique_ptr<BodyConsumer> consume_form(const Api& api, const Request& request, const std::string& boundary) {
  return std::make_unique<FormBody>(api, request, boundary);
}
std::unique_ptr<BodyConsumer> consume_json(const Api& api, const Request& request) {
  return std::make_unique<JsonBody>(api, request);
}

}  // namespace spotter

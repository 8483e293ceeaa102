#pragma once
// The gallery in SQLite.

#include <memory>

#include "adapters/sqlite_database.h"
#include "base/ids.h"
#include "ports/gallery.h"

namespace spotter {

class SqliteGallery final : public Gallery {
 public:
  static Result<std::unique_ptr<SqliteGallery>> open(std::shared_ptr<SqliteDatabase> database, Ids& ids);

  Result<GallerySnapshot> snapshot(Deadline deadline) override;
  Result<std::string> version(Deadline deadline) override;
  Result<Person> get(const std::string& id, Deadline deadline) override;
  Result<void> put(const Person& person, Deadline deadline) override;
  Result<void> remove(const std::string& id, Deadline deadline) override;

 private:
  SqliteGallery(std::shared_ptr<SqliteDatabase> database, Ids& ids) : database_(std::move(database)), ids_(ids) {}
  void change_version(SQLite::Database& database);

  std::shared_ptr<SqliteDatabase> database_;
  Ids& ids_;
};

}  // namespace spotter

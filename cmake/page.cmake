# Builds the web page's files into the room http: each as it is and compressed, listed in a source file.
set(page_folder ${CMAKE_SOURCE_DIR}/web/dist/app)
if(NOT EXISTS ${page_folder}/index.html)
  message(FATAL_ERROR "the web page is not built: use ./dev build, or `npm ci && npm run build` in web/")
endif()
find_program(GZIP gzip REQUIRED)
file(GLOB_RECURSE page_files CONFIGURE_DEPENDS RELATIVE ${page_folder} ${page_folder}/*)
list(SORT page_files)

set(page_arrays "")
set(page_rows "")
set(page_number 0)
foreach(name IN LISTS page_files)
  set(plain ${page_folder}/${name})
  set(small ${CMAKE_CURRENT_BINARY_DIR}/page/${name}.gz)
  get_filename_component(folder ${small} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  # At configuration: the files are few, and #embed gives the build no dependency on them.
  execute_process(COMMAND ${GZIP} -9 -n -c ${plain} OUTPUT_FILE ${small} COMMAND_ERROR_IS_FATAL ANY)
  file(SHA256 ${plain} hash)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${plain})
  string(APPEND page_arrays "// ${hash}\n"
         "constexpr unsigned char kPlain${page_number}[] = {\n#embed \"${plain}\"\n};\n"
         "constexpr unsigned char kSmall${page_number}[] = {\n#embed \"${small}\"\n};\n")
  string(APPEND page_rows "    {.path = \"${name}\", .bytes = kPlain${page_number}, .gzip = kSmall${page_number}},\n")
  math(EXPR page_number "${page_number} + 1")
endforeach()

set(page_source ${CMAKE_CURRENT_BINARY_DIR}/page_files.cc)
file(CONFIGURE OUTPUT ${page_source} @ONLY CONTENT [[
// Made by cmake/page.cmake.
#include "http/page.h"

namespace spotter {
namespace {

@page_arrays@
constexpr PageFile kFiles[] = {
@page_rows@};

}  // namespace

std::span<const PageFile> page_files() {
  return kFiles;
}

}  // namespace spotter
]])
target_sources(spotter_http PRIVATE ${page_source})

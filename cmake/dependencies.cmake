# Third-party libraries, each an imported target `dep::NAME` with its headers as system headers.
# docs/dependencies.md says why each is here.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
set(Boost_NO_WARN_NEW_VERSIONS ON)
find_package(Boost 1.81 EXACT REQUIRED COMPONENTS json)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
find_package(CLI11 REQUIRED)
find_package(GTest REQUIRED)
pkg_check_modules(glib REQUIRED IMPORTED_TARGET glib-2.0)
pkg_check_modules(vips REQUIRED IMPORTED_TARGET vips)
pkg_check_modules(tesseract REQUIRED IMPORTED_TARGET tesseract)

# OpenVINO comes from its wheel, which ./dev unpacks; it brings its own oneTBB.
set(SPOTTER_OPENVINO "${CMAKE_SOURCE_DIR}/.deps/openvino" CACHE PATH "where OpenVINO's wheel is unpacked")
set(OpenVINO_DIR "${SPOTTER_OPENVINO}/cmake")
find_package(OpenVINO REQUIRED COMPONENTS Runtime)

# Debian's libopencv-*-dev for core and imgproc alone come without OpenCVConfig.cmake.
find_path(OPENCV_INCLUDE opencv2/core.hpp PATHS /usr/include/opencv4 REQUIRED)
add_library(opencv INTERFACE)
target_include_directories(opencv SYSTEM INTERFACE ${OPENCV_INCLUDE})
target_link_libraries(opencv INTERFACE opencv_imgproc opencv_core)

find_path(TOMLPLUSPLUS_INCLUDE toml++/toml.h REQUIRED)
find_path(RAPIDCHECK_INCLUDE rapidcheck.h REQUIRED)
find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)

add_library(dep::threads ALIAS Threads::Threads)
add_library(dep::openssl ALIAS OpenSSL::Crypto)
add_library(dep::boost_json ALIAS Boost::json)
add_library(dep::fmt ALIAS fmt::fmt)
add_library(dep::spdlog ALIAS spdlog::spdlog)
add_library(dep::sqlitecpp ALIAS SQLiteCpp)
add_library(dep::prometheus ALIAS prometheus-cpp::core)
add_library(dep::cli11 ALIAS CLI11::CLI11)
add_library(dep::glib ALIAS PkgConfig::glib)
add_library(dep::vips ALIAS PkgConfig::vips)
add_library(dep::tesseract ALIAS PkgConfig::tesseract)
add_library(dep::openvino ALIAS openvino::runtime)
add_library(dep::opencv ALIAS opencv)

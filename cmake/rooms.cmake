# A room is a folder of src/ and one static library. It links what it may include; the test
# tests/architecture holds the includes themselves against tests/architecture/layers.txt.
#   spotter_room(adapters ROOMS ports DEPS dep::sqlitecpp)
function(spotter_room name)
  cmake_parse_arguments(room "" "" "ROOMS;DEPS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cc)
  add_library(spotter_${name} STATIC ${sources})
  target_include_directories(spotter_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  foreach(below ${room_ROOMS})
    target_link_libraries(spotter_${name} PUBLIC spotter_${below})
  endforeach()
  target_link_libraries(spotter_${name} PUBLIC ${room_DEPS})
endfunction()

# A source that embeds files (#embed), named from the source's folder. Neither the compiler's dependencies nor
# ccache see that such a file has changed, so its hash stands in the command.
#   spotter_embeds(http/service.cc openapi.json)
function(spotter_embeds source)
  get_filename_component(folder ${source} DIRECTORY)
  set(hashes "")
  foreach(name ${ARGN})
    set(embedded ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/${name})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${embedded})
    file(SHA256 ${embedded} hash)
    string(APPEND hashes ${hash})
  endforeach()
  set_source_files_properties(${source} PROPERTIES COMPILE_DEFINITIONS SPOTTER_EMBEDDED=h${hashes})
endfunction()

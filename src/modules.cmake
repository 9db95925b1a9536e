# Helpers that every folder of the house uses: one static library a module, checked against layers.json.

add_library(groundglass_options INTERFACE)
target_compile_options(groundglass_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wno-missing-field-initializers
  -fstack-protector-strong -fno-math-errno)
if(GROUNDGLASS_WERROR)
  target_compile_options(groundglass_options INTERFACE -Werror)
endif()
if(GROUNDGLASS_SANITIZE)
  target_compile_options(groundglass_options INTERFACE -fsanitize=${GROUNDGLASS_SANITIZE} -fno-omit-frame-pointer -g1
                         $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)  # sees ghosts in instrumented code
  target_link_options(groundglass_options INTERFACE -fsanitize=${GROUNDGLASS_SANITIZE})
  target_compile_definitions(groundglass_options INTERFACE GROUNDGLASS_SANITIZED)
else()
  target_compile_definitions(groundglass_options INTERFACE _GLIBCXX_ASSERTIONS $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  target_compile_options(groundglass_options INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-fstack-clash-protection -ftrivial-auto-var-init=zero>)
  target_link_options(groundglass_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

# gg_module(<name> [SOURCES …] [DEPENDS <module>…] [PRIVATE_LIBS <target>…] [PUBLIC_LIBS <target>…])
# Without SOURCES every .cpp of the folder belongs to the module.
function(gg_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_LIBS;PUBLIC_LIBS" ${ARGN})
  file(READ "${PROJECT_SOURCE_DIR}/src/layers.json" layers)
  string(JSON allowed ERROR_VARIABLE missing GET "${layers}" ${name})
  if(missing)
    message(FATAL_ERROR "module '${name}' is not in src/layers.json")
  endif()
  foreach(dep IN LISTS ARG_DEPENDS)
    if(NOT allowed MATCHES "\"${dep}\"")
      message(FATAL_ERROR "layering: '${name}' may not depend on '${dep}' (src/layers.json)")
    endif()
  endforeach()
  if(NOT ARG_SOURCES)
    file(GLOB ARG_SOURCES CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  endif()
  file(GLOB headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/groundglass/${name}/*.hpp")
  add_library(gg_${name} STATIC ${ARG_SOURCES})
  add_library(gg::${name} ALIAS gg_${name})
  target_sources(gg_${name} PUBLIC FILE_SET HEADERS
                 BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${headers})
  target_include_directories(gg_${name} PRIVATE "${PROJECT_SOURCE_DIR}/src")
  set_target_properties(gg_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  list(TRANSFORM ARG_DEPENDS PREPEND "gg::" OUTPUT_VARIABLE deps)
  target_link_libraries(gg_${name} PUBLIC ${deps} ${ARG_PUBLIC_LIBS} PRIVATE groundglass_options ${ARG_PRIVATE_LIBS})
endfunction()

# gg_parts(<module> KIND <Type> HEADER <header> TABLE <function> [FOLDER <folder>] NAMES a b c)
# Compiles a.cpp, b.cpp … into the module and writes the function that lists them all.
function(gg_parts module)
  cmake_parse_arguments(ARG "" "KIND;HEADER;TABLE;FOLDER" "NAMES" ${ARGN})
  set(ns "groundglass::${module}")
  set(folder "${CMAKE_CURRENT_SOURCE_DIR}")
  if(ARG_FOLDER)
    string(APPEND folder "/${ARG_FOLDER}")
  endif()
  foreach(n IN LISTS ARG_NAMES)
    string(APPEND decls "namespace ${ns}::${n} { std::unique_ptr<${ARG_KIND}> make(); }\n")
    string(APPEND rows "    all.push_back(${n}::make());\n")
    if(NOT "${folder}/${n}.cpp" IN_LIST ARG_SOURCES)
      target_sources(gg_${module} PRIVATE "${folder}/${n}.cpp")
    endif()
  endforeach()
  set(table "${CMAKE_CURRENT_BINARY_DIR}/${ARG_TABLE}.cpp")
  file(CONFIGURE OUTPUT "${table}" CONTENT
"#include \"${ARG_HEADER}\"
${decls}
std::vector<std::unique_ptr<${ARG_KIND}>> ${ns}::${ARG_TABLE}() {
    std::vector<std::unique_ptr<${ARG_KIND}>> all;
${rows}    return all;
}
" @ONLY)
  target_sources(gg_${module} PRIVATE "${table}")
endfunction()

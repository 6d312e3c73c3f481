# Cross-compiles for AArch64 Linux with Debian's and Ubuntu's g++-aarch64-linux-gnu, and runs what
# was built under qemu-user. No library of the target is needed but the compiler's own.
#   cmake -S . -B build/aarch64 -G Ninja -DCMAKE_TOOLCHAIN_FILE=cmake/aarch64-linux-gnu.cmake
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L /usr/aarch64-linux-gnu)

# fmt and toml++ are used from their headers; those of this machine serve as well. Only where their
# descriptions for CMake lie depends on the architecture.
file(GLOB landfall_package_folders /usr/lib/*-linux-gnu/cmake)
list(APPEND CMAKE_PREFIX_PATH ${landfall_package_folders})

# Source it, and call `build_libtorch PROJECT FOLDER`: builds a program that needs libtorch, and sets the array `libtorch` to what it is run by.
build_libtorch() {
  dotnet build "$1" -c Release -r linux-x64 --self-contained false -o "$2" -v q -nologo >&2
  # A BLAS that is told another processor than the one it has is no fair peer.
  libtorch=(env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "LD_LIBRARY_PATH=$2")
  # Where libstdc++ is older than GCC 13's, TorchSharp's library lacks a symbol.
  if ! ldconfig -p | awk '/libstdc\+\+\.so\.6/ {print $NF; exit}' | xargs grep -qs GLIBCXX_3.4.32; then
    python3 bench/peers/libtorch/prepare.py "$2" >&2
    libtorch+=("LD_PRELOAD=$2/stub.so")
  fi
}

# shellcheck shell=bash
# What the project needs from the system, the only place that names packages. Sourced, never run.
#
# Each line: when it is needed | the test that shows that it is there | the package of apt.

# shellcheck disable=SC2034  # used by scripts/setup
requirements=(
    'run   | launcher_fits                | openmpi-bin'
    'run   | command -v pkg-config        | pkg-config'
    'run   | pkg-config --exists mpi-c    | libopenmpi-dev'
    'run   | pkg-config --exists openblas | libopenblas-dev'
    'tests | command -v git               | git'
    'tests | command -v python3           | python3'
    'tests | python_with_numpy            | python3-numpy'
    'tests | command -v cmake             | cmake'
    'tests | command -v ninja             | ninja-build'
    'tests | command -v shellcheck        | shellcheck'
    'tests | command -v g++               | g++'
    'tests | command -v make             | make'
    'tests | command -v objdump           | binutils'
    'tests | command -v timeout           | coreutils'
    'tests | command -v ps                | procps'
    'root  | command -v ip                | iproute2'
    'root  | command -v ssh               | openssh-client'
    'root  | command -v sshd              | openssh-server'
    'root  | command -v openssl           | openssl'
    'root  | command -v slurmctld         | slurmctld'
    'root  | command -v slurmd            | slurmd'
    'root  | command -v srun              | slurm-client'
    'root  | command -v munged            | munge'
)

# Whether mpirun is the launcher of the MPI that is built against. MPICH's, where Debian knows no mpi-c, is not.
launcher_fits() {
    local launcher headers
    launcher=$(mpirun --version 2>/dev/null) || return 1
    [[ $launcher == *"Open MPI"* ]] || { headers=$(pkg-config --cflags mpi-c) && [[ $headers != *openmpi* ]]; }
}

# Prints a Python that has NumPy: another one than apt's may come first.
python_with_numpy() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -c 'import numpy' 2>/dev/null; then
            say "$python"
            return
        fi
    done
    return 1
}

# MPICH's headers only type-check our C interface. Installing the package would bring MPICH's mpirun and compilers
# along as alternatives to Open MPI's, so it is unpacked into a folder of the project instead.
# shellcheck disable=SC2034  # used by scripts/setup
mpich_headers_package=libmpich-dev

# What to do where there is no apt.
install_advice() {
    if command -v brew >/dev/null; then
        say "brew install open-mpi openblas pkg-config git cmake ninja python3 numpy shellcheck gcc make binutils coreutils"
    elif command -v dnf >/dev/null; then
        say "dnf install openmpi-devel openblas-devel pkgconf-pkg-config git cmake ninja-build python3 python3-numpy ShellCheck gcc-c++ make binutils procps-ng"
        say "module load mpi"
    elif command -v zypper >/dev/null; then
        say "zypper install openmpi4-devel openblas-devel pkg-config git cmake ninja python3 python3-numpy ShellCheck gcc-c++ make binutils procps"
    elif command -v pacman >/dev/null; then
        say "pacman -S openmpi openblas pkgconf git cmake ninja python python-numpy shellcheck gcc make binutils procps-ng"
    elif [[ $(uname -s) == Darwin ]]; then
        say "install Homebrew (https://brew.sh), and try again"
    else
        say "install Open MPI and OpenBLAS with their headers, pkg-config, git, cmake, ninja, python3, shellcheck, g++, make, binutils and ps"
    fi
    if [[ ${purposes:-} == *root* ]]; then
        say "What root tests needs more: iproute2, OpenSSH's client and server, OpenSSL, SLURM (slurmctld, slurmd, srun) and munge."
    fi
    say "The build looks for MPI under pkg-config's name mpi-c, which is Debian's. Where Open MPI calls it ompi-c, put"
    say "a link to ompi-c.pc named mpi-c.pc into a folder of your own and name that folder in PKG_CONFIG_PATH."
}

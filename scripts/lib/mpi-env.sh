# shellcheck shell=bash
# The environment in which mpirun starts ranks on this machine without complaints. Sourced, never run.
#
# Meant for trying and testing on one machine, where ranks may outnumber the cores; a cluster's own settings are
# better there. Whatever is set already stays.

# Sets and exports a variable that has no value yet.
default() {
    local name=$1 value=$2
    if [[ -z ${!name:-} ]]; then export "$name=$value"; fi
}

# Containers often have no user but root; Open MPI wants to be told twice.
if [[ $(id -u) == 0 ]]; then
    default OMPI_ALLOW_RUN_AS_ROOT 1
    default OMPI_ALLOW_RUN_AS_ROOT_CONFIRM 1
fi

# More ranks than cores are fine for a test. The second name is that of Open MPI 5.
default OMPI_MCA_rmaps_base_oversubscribe 1
default PRTE_MCA_rmaps_default_mapping_policy :oversubscribe

# By default each of up to two ranks is bound to one core, with all its threads.
default OMPI_MCA_hwloc_base_binding_policy none
default PRTE_MCA_hwloc_default_binding_policy none

# A waiting rank gives its core to one that computes.
default OMPI_MCA_mpi_yield_when_idle 1

# Looking for network hardware takes a quarter of a second per start; ranks of one machine share memory anyway.
default OMPI_MCA_pml ob1

# A single process needs no daemon beside it.
default OMPI_MCA_ess_singleton_isolated 1

# Container sandboxes forbid reading another process's memory; Open MPI would complain about each message.
if grep -q '^Seccomp:[[:space:]]*2' /proc/self/status 2>/dev/null; then
    default OMPI_MCA_btl_vader_single_copy_mechanism none
    default OMPI_MCA_smsc ^cma
fi

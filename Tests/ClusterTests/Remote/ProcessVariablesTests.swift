import Testing

@testable import Cluster

@Suite struct ProcessVariablesTests {
    @Test(arguments: [true, false]) func root_isAllowedToAsWithProcesses(isRoot: Bool) {
        var variables = ProcessVariables([:])
        variables.prepareForMpirun(isRoot: isRoot)
        let local = LocalLaunch(mpirun: "mpirun", processes: 2, isRoot: isRoot)
        for name in ["OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] {
            #expect((variables.values[name] == "1") == isRoot)
            #expect(variables.values[name] == local.settings[name])
        }
    }

    @Test func root_whoRefusesToItself_isRefused() {
        var variables = ProcessVariables(["OMPI_ALLOW_RUN_AS_ROOT": "0"])
        variables.prepareForMpirun(isRoot: true)
        #expect(variables.values["OMPI_ALLOW_RUN_AS_ROOT"] == "0")
    }

    @Test func hosts_ofASite_areNotTaken() {
        var variables = ProcessVariables([
            "OMPI_MCA_orte_default_hostfile": "/etc/hosts.mpi", "OMPI_MCA_orte_rankfile": "/etc/ranks",
            "OMPI_MCA_plm": "slurm", "OMPI_MCA_rmaps_base_no_schedule_local": "1", "LANG": "C",
        ])
        variables.prepareForMpirun(isRoot: false)
        #expect(variables.values["OMPI_MCA_orte_default_hostfile"] == "none")
        #expect(variables.values["OMPI_MCA_orte_rankfile"] == nil)
        #expect(variables.values["OMPI_MCA_plm"] == "rsh")
        #expect(variables.values["OMPI_MCA_rmaps_base_no_schedule_local"] == "0")
        #expect(variables.values["LANG"] == "C")
    }
}

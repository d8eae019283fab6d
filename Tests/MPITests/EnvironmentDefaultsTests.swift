import Testing

@testable import MPI

struct EnvironmentDefaultsTests {
    @Test func settings_alone_keepTheDaemonAway() {
        #expect(
            EnvironmentDefaults.settings(hasLauncher: false, readsProcesses: true).map(\.name) == [
                "OMPI_MCA_mpi_yield_when_idle", "OMPI_MCA_ess_singleton_isolated",
            ])
    }

    @Test func settings_underLauncher_onlyYield() {
        let settings = EnvironmentDefaults.settings(hasLauncher: true, readsProcesses: true)
        #expect(settings.map(\.name) == ["OMPI_MCA_mpi_yield_when_idle"])
    }

    @Test func settings_inASandbox_copyMessagesTwice() {
        let settings = EnvironmentDefaults.settings(hasLauncher: true, readsProcesses: false)
        #expect(settings.contains { $0 == ("OMPI_MCA_btl_vader_single_copy_mechanism", "none") })
    }
}

import Testing

@testable import MPI

struct EnvironmentDefaultsTests {
    @Test func settings_alone_keepTheDaemonAway() {
        #expect(
            EnvironmentDefaults.settings(hasLauncher: false).map(\.name) == [
                "OMPI_MCA_mpi_yield_when_idle", "OMPI_MCA_ess_singleton_isolated",
            ])
    }

    @Test func settings_underLauncher_onlyYield() {
        #expect(EnvironmentDefaults.settings(hasLauncher: true).map(\.name) == ["OMPI_MCA_mpi_yield_when_idle"])
    }
}

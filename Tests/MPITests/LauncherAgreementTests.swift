import Testing

@testable import MPI

struct LauncherAgreementTests {
    private func problem(_ environment: [String: String], size: Int = 1) -> String? {
        LauncherAgreement.problem(environment: environment, size: size)
    }

    @Test func single_withoutLauncher_isFine() { #expect(problem([:]) == nil) }

    @Test func single_underSrunOfOneTask_isFine() { #expect(problem(["SLURM_STEP_NUM_TASKS": "1"]) == nil) }

    @Test func single_underSrunOfManyTasks_isToldAboutPMIx() throws {
        let text = try #require(problem(["SLURM_STEP_NUM_TASKS": "8"]))
        #expect(text.contains("8 tasks") && text.contains("srun --mpi=pmix") && text.contains("mpirun"))
    }

    @Test func many_underSrun_areFine() { #expect(problem(["SLURM_STEP_NUM_TASKS": "8"], size: 8) == nil) }

    @Test func single_underMpirunInsideStep_isFine() {
        #expect(problem(["SLURM_STEP_NUM_TASKS": "8", "OMPI_COMM_WORLD_SIZE": "1"]) == nil)
    }

    @Test func single_underMpirunOfAnotherMPI_isRefused() throws {
        #expect(try #require(problem(["OMPI_COMM_WORLD_SIZE": "4"])).contains("4 processes"))
    }

    @Test func single_underHydraOfAnotherMPI_isRefused() throws {
        #expect(try #require(problem(["PMI_SIZE": "4"])).contains("4 processes"))
    }

    @Test func single_unreadableVariable_isIgnored() { #expect(problem(["SLURM_STEP_NUM_TASKS": "x"]) == nil) }
}

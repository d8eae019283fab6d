import Testing

@testable import Cluster

@Suite struct LauncherEnvironmentTests {
    @Test func environment_empty_isNotLaunched() {
        let environment = LauncherEnvironment([:])
        #expect(!environment.isLaunched)
        #expect(environment.rank == nil && environment.size == nil)
        #expect(environment.problems.isEmpty)
    }

    @Test func environment_ofMpirun_givesRankAndLocalRank() {
        let environment = LauncherEnvironment(openMPI(rank: "5", size: "8", localRank: "1", localSize: "4"))
        #expect(environment.launcher == .openMPI)
        #expect(environment.rank == 5 && environment.size == 8)
        #expect(environment.localRank == 1 && environment.localSize == 4)
        #expect(environment.offersProcessManagement)
        #expect(environment.problems.isEmpty)
    }

    @Test func environment_ofMpirunWithoutLocalRank_hasNoLocalHalf() {
        let environment = LauncherEnvironment(["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2"])
        #expect(environment.isLaunched)
        #expect(environment.localRank == nil && environment.localSize == nil)
    }

    @Test func environment_ofHydra_givesRankAndLocalRank() {
        let environment = LauncherEnvironment([
            "PMI_RANK": "2", "PMI_SIZE": "3", "MPI_LOCALRANKID": "0", "MPI_LOCALNRANKS": "1",
        ])
        #expect(environment.launcher == .hydra)
        #expect(environment.rank == 2 && environment.size == 3)
        #expect(environment.localRank == 0 && environment.localSize == 1)
    }

    @Test func environment_ofSrunStep_takesLocalSizeOfItsNode() {
        var variables = srun(rank: "6", size: "7", localRank: "0", tasksPerNode: "2(x3),1")
        variables["SLURM_NODEID"] = "3"
        variables["PMIX_RANK"] = "6"
        let environment = LauncherEnvironment(variables)
        #expect(environment.launcher == .slurm)
        #expect(environment.rank == 6 && environment.size == 7)
        #expect(environment.localRank == 0 && environment.localSize == 1)
        #expect(environment.offersProcessManagement)
    }

    @Test func environment_ofSrunStepOnOneNode_needsNoNodeIndex() {
        let environment = LauncherEnvironment(srun(rank: "1", size: "2", localRank: "1", tasksPerNode: "2"))
        #expect(environment.localRank == 1 && environment.localSize == 2)
    }

    @Test func environment_ofSrunWithoutPMI_isLaunchedButOffersNoProcessManagement() {
        let environment = LauncherEnvironment(srun(rank: "1", size: "4", localRank: "1", tasksPerNode: "4"))
        #expect(environment.isLaunched)
        #expect(environment.size == 4)
        #expect(!environment.offersProcessManagement)
    }

    @Test func environment_ofSrunWithSLURMsOwnPMI_isSlurm() {
        var variables = srun(rank: "1", size: "4", localRank: "1", tasksPerNode: "4")
        variables["PMI_RANK"] = "1"
        variables["PMI_SIZE"] = "4"
        let environment = LauncherEnvironment(variables)
        #expect(environment.launcher == .slurm)
        #expect(environment.offersProcessManagement)
    }

    @Test func environment_ofBatchScript_isNotLaunched() {
        // What `sbatch --ntasks=4` leaves in the shell that runs the script.
        let environment = LauncherEnvironment([
            "SLURM_JOB_ID": "12", "SLURM_PROCID": "0", "SLURM_LOCALID": "0", "SLURM_NODEID": "0",
            "SLURM_NTASKS": "4", "SLURM_TASKS_PER_NODE": "2(x2)",
        ])
        #expect(!environment.isLaunched)
        #expect(environment.problems.isEmpty)
    }

    @Test(arguments: ["4294967291", "4294967290", "4294967292", "-5"])
    func environment_ofReservedStep_isNotLaunched(step: String) {
        var variables = srun(rank: "0", size: "1", localRank: "0", tasksPerNode: "1")
        variables["SLURM_STEP_ID"] = step
        #expect(!LauncherEnvironment(variables).isLaunched)
    }

    @Test(arguments: [(71, "1", false), (70, "1", true), (71, "2", true), (nil, "1", true)])
    func environment_ofAProcessBelowATask_isNotLaunchedIfTheTaskIsAlone(process: Int?, size: String, isLaunched: Bool) {
        // A shell to type in, and tasks that are scripts.
        var variables = srun(rank: "0", size: size, localRank: "0", tasksPerNode: size)
        variables["SLURM_TASK_PID"] = "70"
        let environment = LauncherEnvironment(variables, process: process)
        #expect(environment.isLaunched == isLaunched)
        #expect(environment.problems.isEmpty)
    }

    @Test func environment_ofMpirunInsideSrunStep_isMpiruns() {
        var variables = srun(rank: "1", size: "2", localRank: "0", tasksPerNode: "1(x2)")
        variables.merge(openMPI(rank: "3", size: "4", localRank: "1", localSize: "2")) { $1 }
        let environment = LauncherEnvironment(variables)
        #expect(environment.launcher == .openMPI)
        #expect(environment.rank == 3 && environment.size == 4)
    }

    @Test func environment_ofHydraInsideSrunStep_isHydras() {
        var variables = srun(rank: "1", size: "2", localRank: "0", tasksPerNode: "1(x2)")
        variables.merge(["PMI_RANK": "3", "PMI_SIZE": "4", "MPI_LOCALRANKID": "1", "MPI_LOCALNRANKS": "2"]) { $1 }
        let environment = LauncherEnvironment(variables)
        #expect(environment.launcher == .hydra)
        #expect(environment.rank == 3 && environment.size == 4)
    }

    @Test(arguments: [
        ("", "4"), ("x", "4"), ("-1", "4"), ("1.5", "4"), ("4", "4"), ("0", "0"), ("0", "x"), ("0", "-4"),
        ("99999999999999999999", "4"), ("0", "99999999999999999999"), ("0", "2147483647"), ("0\n1", "4"),
    ])
    func environment_withMalformedRankOrSize_isNotLaunchedAndSaysWhy(rank: String, size: String) {
        let environment = LauncherEnvironment(openMPI(rank: rank, size: size, localRank: "0", localSize: "1"))
        #expect(!environment.isLaunched)
        #expect(environment.rank == nil && environment.size == nil)
        #expect(environment.problems.count == 1)
        #expect(environment.problems.allSatisfy { !$0.contains("\n") })
    }

    @Test(arguments: ["OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"])
    func environment_withHalfOfThePair_namesTheMissingOne(missing: String) {
        var variables = openMPI(rank: "0", size: "2", localRank: "0", localSize: "1")
        variables[missing] = nil
        let environment = LauncherEnvironment(variables)
        #expect(!environment.isLaunched)
        #expect(environment.problems.count == 1)
        #expect(environment.problems.first?.contains(missing) == true)
    }

    @Test(arguments: [("2", "2"), ("0", "9"), ("x", "2"), ("0", "0")])
    func environment_withMalformedLocalHalf_keepsTheRest(localRank: String, localSize: String) {
        let environment = LauncherEnvironment(openMPI(rank: "3", size: "4", localRank: localRank, localSize: localSize))
        #expect(environment.rank == 3 && environment.size == 4)
        #expect(environment.localRank == nil && environment.localSize == nil)
        #expect(environment.problems.count == 1)
    }

    @Test(arguments: ["", "2(x", "two", "2(x0)", "4,,4"])
    func environment_withMalformedTasksPerNode_keepsTheRest(tasksPerNode: String) {
        let environment = LauncherEnvironment(srun(rank: "1", size: "4", localRank: "1", tasksPerNode: tasksPerNode))
        #expect(environment.rank == 1 && environment.size == 4)
        #expect(environment.localSize == nil)
        #expect(environment.problems.count == 1)
    }

    @Test func environment_withNodeOutOfRange_saysWhy() {
        var variables = srun(rank: "1", size: "4", localRank: "1", tasksPerNode: "2(x2)")
        variables["SLURM_NODEID"] = "2"
        let environment = LauncherEnvironment(variables)
        #expect(environment.localSize == nil)
        #expect(environment.problems.count == 1)
    }

    @Test func environment_withMalformedStep_isNotLaunchedAndSaysWhy() {
        var variables = srun(rank: "1", size: "4", localRank: "1", tasksPerNode: "4")
        variables["SLURM_STEP_ID"] = "first"
        let environment = LauncherEnvironment(variables)
        #expect(!environment.isLaunched)
        #expect(environment.problems.count == 1)
    }

    @Test func environment_withLongValue_isQuotedShortened() throws {
        let value = String(repeating: "é", count: 10_000)
        let environment = LauncherEnvironment(openMPI(rank: value, size: "4", localRank: "0", localSize: "1"))
        let problem = try #require(environment.problems.first)
        #expect(problem.utf8.count < 200)
    }

    @Test func processEnvironment_names_coverWhatIsRead() {
        let variables = openMPI(rank: "0", size: "1", localRank: "0", localSize: "1")
            .merging(srun(rank: "0", size: "1", localRank: "0", tasksPerNode: "1")) { $1 }
        #expect(variables.keys.allSatisfy(ProcessEnvironment.names.contains))
    }

    private func openMPI(rank: String, size: String, localRank: String, localSize: String) -> [String: String] {
        [
            "OMPI_COMM_WORLD_RANK": rank, "OMPI_COMM_WORLD_SIZE": size,
            "OMPI_COMM_WORLD_LOCAL_RANK": localRank, "OMPI_COMM_WORLD_LOCAL_SIZE": localSize,
        ]
    }

    private func srun(rank: String, size: String, localRank: String, tasksPerNode: String) -> [String: String] {
        [
            "SLURM_STEP_ID": "0", "SLURM_PROCID": rank, "SLURM_STEP_NUM_TASKS": size, "SLURM_LOCALID": localRank,
            "SLURM_STEP_TASKS_PER_NODE": tasksPerNode,
        ]
    }
}

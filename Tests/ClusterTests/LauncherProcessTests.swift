import Testing

@testable import Cluster

@Suite struct LauncherProcessTests {
    private func above(_ process: Int32, _ table: [Int32: String]) -> Int32? {
        LauncherProcess.above(process) { table[$0].flatMap(LauncherProcess.Entry.init) }
    }

    @Test(arguments: ["mpirun", "mpirun.openmpi", "mpiexec.hydra", "orterun", "prterun"])
    func parent_isFoundByItsName(name: String) {
        #expect(above(9, [9: "9 (words) S 7 9 9", 7: "7 (\(name)) S 1 7 7"]) == 7)
    }

    @Test func launcherBehindScriptsAndProxies_isFound() {
        let table: [Int32: String] = [
            9: "9 (words) S 8 9 9", 8: "8 (run me) .sh) S 7 9 9", 7: "7 (hydra_pmi_proxy) S 5 7 7",
            5: "5 (mpiexec.hydra) S 4 5 5", 4: "4 (bash) S 1 4 4",
        ]
        #expect(above(9, table) == 5)
    }

    @Test(
        arguments: [
            [9: "9 (mpirun) S 1 9 9", 1: "1 (mpirun) S 0 1 1"], [9: "9 (words) S 7 9 9"], [9: "words"],
            [9: "9 (words) S"],
            [9: "9 (words) S 8 9 9", 8: "8 (words) S 9 8 8"],
        ] as [[Int32: String]])
    func withoutALauncher_thereIsNone(table: [Int32: String]) {
        #expect(above(9, table) == nil)
    }
}

import Foundation
import Testing

@testable import Cluster

@Suite struct LocalLaunchTests {
    @Test func command_namesTheNumber() {
        let launch = LocalLaunch(mpirun: "/usr/bin/mpirun", processes: 3, isRoot: false)
        #expect(launch.command == ["/usr/bin/mpirun", "-np", "3"])
    }

    @Test(arguments: [true, false]) func root_isAllowedToOnlyIfItIs(isRoot: Bool) {
        let launch = LocalLaunch(mpirun: "mpirun", processes: 3, isRoot: isRoot)
        #expect((launch.settings["OMPI_ALLOW_RUN_AS_ROOT"] == "1") == isRoot)
    }

    @Test func hosts_areThisOneWhateverASiteSays() {
        let launch = LocalLaunch(mpirun: "mpirun", processes: 3, isRoot: false)
        #expect(launch.requirements["OMPI_MCA_orte_default_hostfile"] == "none")
        #expect(launch.requirements["OMPI_MCA_rmaps_base_no_schedule_local"] == "0")
        #expect(launch.requirements["OMPI_MCA_orte_rankfile"] == "")
        // What a user may decide is not among them.
        #expect(Set(launch.requirements.keys).isDisjoint(with: launch.settings.keys))
    }

    @Test func loneColon_isNotPassedOn() {
        #expect(!LocalLaunch.passesOn(":".utf8))
        #expect(["", "::", "a:b", "-np", "\n"].allSatisfy { LocalLaunch.passesOn($0.utf8) })
    }
}

@Suite struct ProgramFileTests {
    @Test func find_takesTheFirstThatCanRun() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("renoir-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = ["a", "b", "c"].map { folder.appendingPathComponent($0).path }
        for path in paths { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        // A folder of that name, a file that can't run, and one that can.
        try FileManager.default.createDirectory(atPath: paths[0] + "/tool", withIntermediateDirectories: true)
        for (path, mode) in [(paths[1], 0o644), (paths[2], 0o755)] {
            let isMade = FileManager.default.createFile(
                atPath: path + "/tool", contents: Data(), attributes: [.posixPermissions: mode])
            #expect(isMade)
        }
        #expect(ProgramFile.find("tool", in: paths.joined(separator: ":").utf8) == paths[2] + "/tool")
        #expect(ProgramFile.find("tool", in: (paths[0] + ":" + paths[1]).utf8) == nil)
    }

    @Test(arguments: ["", ":", ".", "::."]) func find_passesOverFoldersThatAreNotAbsolute(searchPath: String) {
        #expect(ProgramFile.find("tool", in: searchPath.utf8) == nil)
    }

    @Test func ofThisProcess_isAFileThatCanRun() throws {
        let path = try #require(ProgramFile.ofThisProcess())
        #expect(access(path, X_OK) == 0)
    }
}

import Testing

@testable import Cluster

@Suite struct HostReportTests {
    private static let program = LocalProgram(path: "/usr/bin/app", checksum: "abc", system: "Linux x86_64")
    private static let complete = [
        "Welcome to a.lan", "mpi: none", "renoir: begin", "system: Linux x86_64", "orted: /usr/bin/orted",
        "mpi: mpirun (Open MPI) 4.1.4", "folder: /srv/a folder: b", "renoir: end",
    ]

    private func parsed(_ lines: [String]) -> HostReport? {
        HostReport(parsing: Array(lines.joined(separator: "\n").utf8))
    }

    private func problem(_ lines: [String]) throws -> String? {
        let here = try #require(OpenMPIVersion("mpirun (Open MPI) 4.1.2"))
        return HostProblem.inReport(try #require(parsed(lines)), program: Self.program, openMPI: here)?.message
    }

    @Test func report_isReadAfterWhatLoginScriptsPrint() throws {
        let report = try #require(parsed(Self.complete))
        #expect(report.system == "Linux x86_64")
        #expect(report.hasDaemon)
        #expect(report.openMPI?.text == "4.1.4")
        #expect(report.folder == "/srv/a folder: b")
        #expect(report.program == nil)
        #expect(try problem(Self.complete) == nil)
    }

    @Test(arguments: [
        [], ["renoir: begin", "system: Linux x86_64"], ["renoir: end"], ["This account is not available."],
    ])
    func output_thatIsNoCompleteReport_isNone(lines: [String]) {
        #expect(parsed(lines) == nil)
    }

    /// What stands in place of a line of the report, and what is said about it.
    @Test(arguments: [
        (3, "system: Linux aarch64", "it is a Linux aarch64, and this program is for Linux x86_64"),
        (4, "orted:", "Open MPI is missing"),
        (5, "mpi:", "version is not known"),
        (5, "mpi: Open MPI v5.0.1", "it has Open MPI 5.0.1, and here is 4.1.2"),
        (5, "mpi: HYDRA build details", "version is not known"),
        (
            6, "library: \tlibswiftCore.so => not found",
            "missing: libswiftCore.so; build the program with Swift's libraries inside: "
                + "swift build -c release --static-swift-stdlib --product app"
        ),
        (6, "library: libmpi.so.40 => not found", "missing: libmpi.so.40; install the packages that have them"),
    ])
    func host_thatDoesNotFit_isTold(place: Int, line: String, expected: String) throws {
        var lines = Self.complete
        lines[place] = line
        #expect(try #require(try problem(lines)).contains(expected))
    }

    @Test func hostWithoutAWayBack_isOfTheNetwork() throws {
        let none = ["no way: 10.0.0.1/9400", "no way: fd00::1/9404"]
        func problem(_ lines: [String]) throws -> HostProblem? {
            let here = try #require(OpenMPIVersion("mpirun (Open MPI) 4.1.2"))
            let report = try #require(parsed(Self.complete.dropLast() + lines + ["renoir: end"]))
            return HostProblem.inReport(report, program: Self.program, openMPI: here)
        }
        let found = try #require(try problem(none))
        #expect(found.isOfNetwork)
        #expect(found.message.contains("back to this machine, at 10.0.0.1 port 9400, fd00::1 port 9404: "))
        #expect(try problem(none + ["way: 10.0.0.2/9400"]) == nil)
    }

    @Test func problems_areLinesOfOneError() {
        let problems = [
            (place: "a.lan (c.toml:1)", problem: HostProblem(message: "refused", isOfNetwork: true)),
            (place: "b.lan", problem: HostProblem(message: "a\u{1B}[2J", isOfNetwork: true)),
        ]
        let error = HostProblem.error(problems, of: 3)
        #expect(error.cause == .network)
        let lines = error.message.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0] == "2 of 3 hosts can't take part:")
        #expect(lines[1].hasPrefix("  a.lan (c.toml:1): refused"))
        #expect(!lines[2].unicodeScalars.contains("\u{1B}"))
    }
}

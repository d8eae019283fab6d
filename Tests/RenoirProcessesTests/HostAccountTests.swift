import Testing

@testable import RenoirProcesses

@Suite struct HostAccountTests {
    private static let core = Resources.partsOfCore

    @Test func take_wholeCores_getsThoseWithFewestProcesses() {
        var host = HostAccount(ranks: [0], memory: 1 << 30, coreParts: 4 * Self.core, cores: [3, 5, 7])
        #expect(host.take(memory: 0, coreParts: Self.core)?.cores == [3])
        let two = host.take(memory: 0, coreParts: Self.core + 1)
        #expect(two?.cores == [5, 7])
        two.map { host.giveBack($0) }
        #expect(host.take(memory: 0, coreParts: Self.core)?.cores == [5])
    }

    @Test func take_fractionOrAllCores_isNotBound() {
        var host = HostAccount(ranks: [0], memory: 1 << 30, coreParts: 4 * Self.core, cores: [0, 1])
        #expect(host.take(memory: 0, coreParts: Self.core / 2)?.cores == [])
        #expect(host.take(memory: 0, coreParts: 2 * Self.core)?.cores == [])
    }

    @Test func take_severalRanks_dealsOut() {
        var host = HostAccount(ranks: [2, 4], memory: 1 << 30, coreParts: Self.core)
        #expect((0..<4).map { _ in host.take(memory: 0, coreParts: 0)?.rank } == [2, 4, 2, 4])
        #expect(host.take(memory: 0, coreParts: 0, rank: 4)?.rank == 4)
    }

    @Test func hosts_ranksOfOneName_shareIt() {
        let one = HostReport(name: "a", memory: 8, coreParts: 2, cores: [0])
        let other = HostReport(name: "b", memory: 4, coreParts: 1, cores: [0])
        let same = HostReport(name: "a", memory: 8, coreParts: 2, cores: [1])
        let hosts = HostAccount.hosts([one, other, same], declared: nil)
        #expect(hosts.map(\.ranks) == [[0, 2], [1]])
        #expect(hosts.map(\.memory) == [8, 4])
        #expect(hosts[0].cores == [0, 1])
    }

    @Test func hosts_declared_areOneForEachRank() {
        let report = HostReport(name: "a", memory: 8, coreParts: 2, cores: [0])
        let hosts = HostAccount.hosts(
            [report, report], declared: [Capacity(memory: 1, coreParts: 2), Capacity(memory: 3, coreParts: 4)])
        #expect(hosts.map(\.ranks) == [[0], [1]])
        #expect(hosts.map(\.memory) == [1, 3])
    }

    @Test func capacities_ofAFile_areReadByLine() throws {
        let text = "# hosts\n2 GiB, 2\n\n512 MiB , 0.5\r\n1000,1\n"
        let capacities = try Capacity.parse(text, ranks: 3)
        #expect(capacities.map(\.memory) == [2 << 30, 512 << 20, 1000])
        #expect(capacities.map(\.coreParts) == [2 * Self.core, Self.core / 2, Self.core])
    }

    @Test(arguments: ["1 GiB", "x, 1", "1 GiB, y", "1 GiB, -1", "-1, 1", "1 GiB, 1, 1", "1 Foo, 1", "nan, 1", "1, nan"])
    func capacities_mistakes_areToldByLine(line: String) {
        #expect { try Capacity.parse("1, 1\n\(line)\n", ranks: 2) } throws: { "\($0)".contains("line 2") }
    }

    @Test func capacities_tooFew_areToldByNumber() {
        #expect { try Capacity.parse("1, 1\n", ranks: 2) } throws: { "\($0)".contains("1 capacities for 2 ranks") }
    }
}

import Testing

@testable import Cluster

@Suite struct RosterTests {
    private typealias Rank = (host: String, threads: Int, seat: String)

    private func roster(_ ranks: [Rank]) -> Roster {
        Roster(ranks.map { Roster.Member(host: $0.host, threads: $0.threads, seat: Seat($0.seat)) })
    }

    // MARK: The line

    @Test func summary_ofOneRank() {
        #expect(roster([("vm", 8, "8:0-7")]).summary == "1 rank × 8 threads on vm (8 cores), not bound")
    }

    @Test func summary_ofRanksOnHosts_namesHostsOnceInOrder() {
        let ranks: [Rank] = [("n1", 2, "4:0-3"), ("n1", 2, "4:0-3"), ("n2", 2, "4:0-3"), ("n2", 2, "4:0-3")]
        #expect(roster(ranks).summary == "4 ranks × 2 threads on n1, n2 (4 cores each), not bound")
    }

    @Test func summary_ofBoundRanks_namesTheirCores() {
        #expect(
            roster([("vm", 1, "4:0"), ("vm", 1, "4:2-3")]).summary
                == "2 ranks × 1 thread on vm (4 cores), bound to cores 0 | 2-3")
    }

    @Test func summary_ofRanksBoundAlikeOnTheirHosts_namesTheCoresOnce() {
        #expect(
            roster([("a", 1, "4:0"), ("b", 1, "4:0")]).summary
                == "2 ranks × 1 thread on a, b (4 cores each), bound to core 0")
    }

    @Test func summary_ofManyBindings_countsCores() {
        #expect(
            roster((0..<6).map { ("vm", 1, "8:\($0)") }).summary
                == "6 ranks × 1 thread on vm (8 cores), each bound to 1 core")
        #expect(
            roster((0..<6).map { ("vm", 1, "16:\($0)-\(2 * $0)") }).summary
                == "6 ranks × 1 thread on vm (16 cores), each bound to 1 to 6 cores")
    }

    @Test func summary_ofManyHosts_countsThem() {
        #expect(
            roster((0..<64).map { ("n\($0)", 2, "2:0-1") }).summary
                == "64 ranks × 2 threads on 64 hosts: n0, n1, n2, n3, … (2 cores each), not bound")
    }

    @Test func summary_ofUnequalRanks_givesSums() {
        #expect(
            roster([("a", 1, "2:0-1"), ("b", 8, "8:0-7")]).summary
                == "2 ranks with 9 threads on a, b (10 cores in all), not bound")
    }

    @Test func summary_withoutSeats_leavesThemOut() {
        #expect(roster([("a", 1, ""), ("b", 1, "2:0-1")]).summary == "2 ranks × 1 thread on a, b")
    }

    // MARK: The warning

    @Test func warning_withACoreForEach_isNil() {
        #expect(roster([("a", 2, "4:0-3"), ("a", 2, "4:0-3"), ("b", 2, "2:0-1")]).warning == nil)
        #expect(roster([("a", 2, "4:0-1"), ("a", 2, "4:2-3")]).warning == nil)
        #expect(roster([("a", 64, "")]).warning == nil)
    }

    @Test func warning_withMoreWorkersThanCores_saysHowMany() throws {
        let warning = try #require(roster([("a", 1, "2:0-1"), ("b", 2, "2:0-1"), ("b", 2, "2:0-1")]).warning)
        #expect(warning.hasPrefix("4 workers share 2 cores on b; "))
        #expect(warning.contains("--threads"))
    }

    @Test func warning_onSeveralHosts_isOneLine() throws {
        let warning = try #require(roster([("a", 3, "2:0-1"), ("b", 3, "2:0-1"), ("c", 3, "2:0-1")]).warning)
        #expect(warning.hasPrefix("3 workers share 2 cores on a, and likewise on 2 other hosts; "))
    }

    @Test func warning_underAQuota_countsWhatItGrants() throws {
        // The mask has eight cores, but time for two.
        let warning = try #require(roster([("a", 4, "2:0-7")]).warning)
        #expect(warning.hasPrefix("4 workers share 2 cores on a; "))
    }

    @Test func warning_ofRanksBoundTooTightly_blamesTheBinding() throws {
        let warning = try #require(roster([("a", 4, "16:0"), ("a", 4, "16:1")]).warning)
        #expect(warning.hasPrefix("4 workers share 1 core on a, to which the launcher has bound them; "))
        #expect(warning.contains("--bind-to none"))
    }

    @Test func warning_ofRanksBoundToTheSameCores_addsThemUp() throws {
        let warning = try #require(roster([("a", 2, "16:0-2"), ("a", 2, "16:0-2"), ("a", 2, "16:3-4")]).warning)
        #expect(warning.hasPrefix("4 workers share 3 cores on a, to which"))
    }

    @Test func warning_ofASetWithinAnother_countsBoth() throws {
        let warning = try #require(roster([("a", 2, "16:0-2"), ("a", 2, "16:0-1"), ("a", 1, "16:4")]).warning)
        #expect(warning.hasPrefix("4 workers share 3 cores on a, to which"))
    }
}

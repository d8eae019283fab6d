import Testing

@testable import Cluster

@Suite struct AgentCommandTests {
    private static let agent = "/tmp/renoir-remote.x/renoir-agent"
    private static let daemon =
        #"worker1"# + "\n"
        + #" orted -mca ess "env" -mca orte_hnp_uri "158.0;tcp://192.0.2.2,10.0.0.1:60739;tcp6://[fd00::2]:44795" "#
        + #"--mca plm_rsh_agent "/tmp/renoir-remote.x/renoir-agent" --mca plm_rsh_no_tree_spawn "1""#

    /// Open MPI's daemon ends at once where there is no such program.
    @Test func daemons_areNotToldOfTheAgent() throws {
        let command = try #require(AgentCommand(Self.daemon, agent: Self.agent))
        #expect(command.host == "worker1")
        #expect(command.script.contains(#"plm_rsh_agent "/bin/sh" "#))
        #expect(command.script.hasPrefix(" orted"))
    }

    @Test func daemons_tellWhereTheyConnect() {
        #expect(AgentCommand(Self.daemon, agent: Self.agent)?.callbackPorts == [60739, 44795])
        #expect(AgentCommand("a\nexec sh", agent: Self.agent)?.callbackPorts == [])
    }

    @Test func otherCommands_areAsTheyWere() {
        let text = "exec sh -c 'echo \(Self.agent)\n2'"
        #expect(AgentCommand("a\n\(text)", agent: Self.agent)?.script == text)
        #expect(AgentCommand("", agent: Self.agent) == nil)
        #expect(AgentCommand("\nx", agent: Self.agent) == nil)
    }
}

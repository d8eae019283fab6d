import Testing

@testable import Renoir

@Suite struct OptionSpellingTests {
    @Test(arguments: [
        ("--thread", "--threads"), ("--Threads", "--threads"), ("--treads", "--threads"), ("--proceses", "--processes"),
        ("--process", "--processes"), ("--remot", "--remote"), ("--qiuet", "--quiet"), ("--tagoutput", "--tag-output"),
        ("--accept-new-hostkeys", "--accept-new-host-keys"), ("--progres", "--progress"), ("--hlep", "--help"),
        ("-threads", "--threads"), ("-help", "--help"), ("—threads", "--threads"), ("–local", "--local"),
        ("-l2", "-l 2"), ("-rcluster.toml", "-r cluster.toml"),
    ])
    func optionsThatAreNearlyRight_areFound(word: String, meant: String) {
        #expect(OptionSpelling.meant(by: word[...]) == meant)
    }

    @Test(arguments: [
        "", "-", "--", "---", "-5", "-1.5", "--5", "file", "threads", "l2", "-v", "-x2", "-la", "-lx", "-rf", "-t8",
        "--top", "--associative", "--version", "--output", "--reads", "--promote", "--format", "--count", "--threshold",
        "--seed", "--depth", "--verbose", "--total", "--title", "--tag", "--name", "--record", "--ranks", "--program",
        String(repeating: "-", count: 1000), "--" + String(repeating: "threads", count: 100), "--ü", "-\u{301}",
    ])
    func optionsOfTheProgram_areNot(word: String) {
        #expect(OptionSpelling.meant(by: word[...]) == nil)
    }

    @Test func optionsOfTheEngine_areMeantThemselves() {
        for name in EngineOption.allCases.map({ $0.names[0] }) {
            #expect(OptionSpelling.meant(by: name[...]) == name)
        }
    }
}

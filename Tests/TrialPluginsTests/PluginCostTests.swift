import Testing
import TrialPluginMessages
import TrialPlugins

@Suite struct PluginCostTests {
    /// A timing on a busy machine says little; this one only finds a pause that somebody built in, such as a poll that sleeps.
    @Test("a hundred calls of one session take no built-in pause")
    func calls() throws {
        try MisbehavingPlugin.with { plugin in
            let session = try MisbehavingPlugin.session(plugin)
            _ = try session.work(input: MisbehavingPlugin.input("echo"))
            let begin = ContinuousClock.now
            for _ in 0..<100 { _ = try session.work(input: MisbehavingPlugin.input("echo")) }
            #expect(ContinuousClock.now - begin < .seconds(5))
        }
    }
}

import Synchronization
import Testing
import TrialNumerics

@Suite struct ParallelMapTests {
    @Test("results stand in the order of the works, for any number of jobs", arguments: [nil, 1, 2, 3, 64] as [Int?])
    func order(_ jobs: Int?) {
        for count in [0, 1, 2, 17, 500] {
            #expect(ParallelMap.map(count, jobs: jobs) { $0 * $0 } == (0..<count).map { $0 * $0 })
        }
    }

    @Test("each work is done once, and no more than the jobs at one time", arguments: [1, 2, 5])
    func once(_ jobs: Int) {
        let running = Mutex((now: 0, most: 0))
        let times = Mutex(Array(repeating: 0, count: 300))
        _ = ParallelMap.map(300, jobs: jobs) { place in
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            times.withLock { $0[place] += 1 }
            running.withLock { $0.now -= 1 }
        }
        #expect(times.withLock { $0 } == Array(repeating: 1, count: 300))
        #expect(running.withLock { $0.most } <= jobs)
    }
}

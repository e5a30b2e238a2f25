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

@Suite struct FailingParallelMapTests {
    private struct Failure: Error, Equatable { let place: Int }

    @Test(
        "the first that fails is thrown, whichever fails first, and none behind it is begun later",
        arguments: [nil, 1, 2, 64] as [Int?])
    func first(_ jobs: Int?) {
        let begun = Mutex(0)
        let error = #expect(throws: Failure.self) {
            try ParallelMap.map(10_000, jobs: jobs) { place throws(Failure) in
                begun.withLock { $0 += 1 }
                guard place % 7 < 5 else { throw Failure(place: place) }
                return place
            }
        }
        #expect(error == Failure(place: 5) && begun.withLock(\.self) < 5000)
    }
}

@Suite struct InOrderTests {
    @Test("what ends in any order is handed over in its own, one at a time, as soon as it may be")
    func order() {
        let heard = Mutex<[String]>([])
        let inOrder = InOrder<String> { position, value in heard.withLock { $0.append("\(position)\(value)") } }
        inOrder.ended(2, "c")
        inOrder.ended(1, "b")
        #expect(heard.withLock(\.self).isEmpty)
        inOrder.ended(0, "a")
        #expect(heard.withLock(\.self) == ["0a", "1b", "2c"])
        inOrder.ended(4, "e")
        #expect(heard.withLock(\.self).count == 3)
    }

    @Test("from many threads each is heard once, in its order")
    func threads() {
        let heard = Mutex<[Int]>([])
        let inOrder = InOrder<Int> { position, value in heard.withLock { $0.append(position == value ? value : -1) } }
        _ = ParallelMap.map(1000) { inOrder.ended(999 - $0, 999 - $0) }
        #expect(heard.withLock(\.self) == Array(0..<1000))
    }
}

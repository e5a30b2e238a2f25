import Glibc
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

struct SamplingCovarianceTests {
    static let variances = [0.01, 0.02, 0.015, 0.04, 0.05, 0.03]
    static let clusters = ["a", "a", "a", "b", "b", "c"]

    @Test("one correlation within clusters agrees with vcalc")
    func agreesWithVcalc() throws {
        let golden = try GoldenMultilevel.named("vcalc_pub_1")
        let covariance = try SamplingCovariance(
            variances: golden.column("vi").compactMap(\.self), clusters: MultilevelCall(golden).words("study"),
            correlation: 0.6)
        let expected = golden.expected["V"].list.flatMap(\.numbers)
        #expect(expected.count == 36)
        for (a, e) in zip(covariance.matrix.elements, expected) { #expect(Tolerance.closedForm.accepts(a, e ?? .nan)) }
        #expect(covariance.blocks.map(\.rows) == [[0, 1, 2], [3, 4]])
        #expect(covariance.connectedSets == [0, 0, 0, 1, 1, 2])
    }

    @Test("correlations by type of outcome and by time agree with vcalc", arguments: [2, 5])
    func agreesByRows(_ number: Int) throws {
        let golden = try GoldenMultilevel.named("vcalc_pub_\(number)")
        let types = MultilevelCall(golden).words("typ")
        let times = golden.column("t1").compactMap(\.self)
        let fall = number == 5 ? 0.9 : 1
        let covariance = try SamplingCovariance(
            variances: golden.column("vi").compactMap(\.self), clusters: MultilevelCall(golden).words("study")
        ) { i, j in
            (types[i] == types[j] ? 0.7 : 0.4) * pow(fall, abs(times[i] - times[j]))
        }
        let expected = golden.expected["V"].list.flatMap(\.numbers)
        #expect(expected.count == 36)
        for (a, e) in zip(covariance.matrix.elements, expected) { #expect(Tolerance.closedForm.accepts(a, e ?? .nan)) }
    }

    @Test("a full matrix falls into the blocks it was made of")
    func findsBlocks() throws {
        let made = try SamplingCovariance(variances: Self.variances, clusters: Self.clusters, correlation: 0.3)
        #expect(try SamplingCovariance(made.matrix) == made)
        #expect(made[0, 2] == made.matrix[0, 2])
        #expect(made[0, 3] == 0 && made[5, 5] == 0.03)
        let order = [5, 3, 0, 4, 2, 1]
        let shuffled = try SamplingCovariance(
            Matrix(order.map { i in order.map { made.matrix[i, $0] } }))
        #expect(made.subset(order) == shuffled)
        #expect(made.subset([0, 3, 5]).isDiagonal)
        #expect(made.subset([2, 0]).matrix == Matrix([[0.015, made[0, 2]], [made[0, 2], 0.01]]))
    }

    @Test("what is not a covariance is refused with the row or cluster to blame")
    func refuses() {
        #expect { try SamplingCovariance(variances: [0.1, -1]) } throws: { ($0 as? StatisticsError)?.study == 2 }
        #expect {
            try SamplingCovariance(variances: Self.variances, clusters: Self.clusters, correlation: -0.6)
        } throws: {
            let error = $0 as? StatisticsError
            return error?.study == 3 && error?.message.contains("cluster 'a'") == true
        }
        #expect(throws: StatisticsError.self) {
            try SamplingCovariance(variances: Self.variances, clusters: Self.clusters, correlation: 1)
        }
        #expect(throws: StatisticsError.self) {
            try SamplingCovariance(variances: Self.variances, clusters: ["a"], correlation: 0.5)
        }
        #expect { try SamplingCovariance(Matrix([[1, 0.2], [0.1, 1]])) } throws: {
            ($0 as? StatisticsError)?.study == 2
        }
        #expect {
            try SamplingCovariance(
                Matrix([[1, 0.9, 0.9, 0], [0.9, 1, -0.9, 0], [0.9, -0.9, 1, 0.1], [0, 0, 0.1, 1]]))
        } throws: {
            ($0 as? StatisticsError)?.study == 3
        }
        // vcalc_pub_3 asks for correlation 1 between two rows at one time.
        #expect {
            try SamplingCovariance(variances: Self.variances, clusters: Self.clusters) { i, j in
                i + j == 1 ? 1 : 0.8
            }
        } throws: {
            ($0 as? StatisticsError)?.study == 2
        }
        let block = SamplingCovariance.Block(rows: [0, 1], matrix: Matrix([[0.01, 0], [0, 0.02]]))
        #expect { try SamplingCovariance(variances: Self.variances, blocks: [block, block]) } throws: {
            ($0 as? StatisticsError)?.study == 1
        }
        #expect { try SamplingCovariance(variances: [0.01, 0.03], blocks: [block]) } throws: {
            ($0 as? StatisticsError)?.study == 2
        }
    }
}

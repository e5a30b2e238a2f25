import Foundation
import Testing
import TrialResults
import TrialStatistics

/// Subsets as they are kept in a result.
struct SubsetCloudTests {
    private func exploration(_ k: Int, limit: Int) throws -> SubsetExploration {
        let model = try LinearModel(
            estimates: (0..<k).map { Double($0 * 37 % 11) / 7 - 0.6 }, variances: (0..<k).map { 0.05 + Double($0 % 5) })
        return try SubsetExploration(model, by: .commonEffect, limit: limit, seed: 3)
    }

    @Test("five digits and every member survive the file", arguments: [(4, 1000), (12, 40), (70, 30)])
    func coding(_ k: Int, _ limit: Int) throws {
        let exploration = try exploration(k, limit: limit)
        let cloud = SubsetCloud(exploration)
        let back = try ResultCoding().decodePart(SubsetCloud.self, from: try ResultCoding().encodePart(cloud))
        #expect(back == cloud)
        #expect(back.count == exploration.estimates.count && back.isComplete == (k == 4))
        for subset in 0..<back.count {
            let (kept, exact) = (back.estimates[subset], exploration.estimates[subset])
            #expect(abs(kept - exact) <= 5e-5 * abs(exact))
            #expect(back.size(ofSubset: subset) == exploration.studies[subset])
            for row in 0..<k {
                #expect(back.contains(row: row, inSubset: subset) == exploration.contains(study: row, inSubset: subset))
            }
        }
    }

    @Test(
        "a damaged list is an error, not a crash",
        arguments: [
            #"{"isComplete":true,"rows":3,"estimates":"1 2","iSquared":"0"}"#,
            #"{"isComplete":true,"rows":3,"estimates":"1 x","iSquared":"0 0"}"#,
            #"{"isComplete":false,"rows":3,"estimates":"1 2","iSquared":"0 0","membership":"1"}"#,
            #"{"isComplete":false,"rows":9223372036854775807,"estimates":"1","iSquared":"0","membership":"1"}"#,
            #"{"isComplete":false,"rows":-1,"estimates":"1","iSquared":"0","membership":"1"}"#,
        ])
    func damaged(_ text: String) {
        #expect(throws: ResultFileError.self) {
            try ResultCoding().decodePart(SubsetCloud.self, from: Data(text.utf8))
        }
    }
}

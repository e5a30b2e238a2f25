import Testing
import TrialArchives
import TrialDatasets
import TrialEvidence

@Suite("Datasets packed by the build")
struct ShippedDatasetsTests {
    @Test("each dataset has a name in Swift")
    func typed() throws {
        #expect(TrialDatasets.mscMsTrials.name == "msc-ms-trials")
        #expect(try DatasetArchive.read(TrialDatasets.historicalPlacebo.path).name == "historical-placebo")
        #expect(PackedDataset.all == [haematopoieticTransplantation, historicalPlacebo, mscMsTrials])
    }

    @Test("all datasets are shipped, sealed and without errors")
    func shipped() throws {
        #expect(ShippedDatasets.names == ["haematopoietic-transplantation", "historical-placebo", "msc-ms-trials"])
        for name in ShippedDatasets.names {
            let path = try #require(ShippedDatasets.path(named: name))
            #expect(try DatasetArchive.read(path).name == name)
        }
        #expect(ShippedDatasets.path(named: "no-such-dataset") == nil)
    }
}

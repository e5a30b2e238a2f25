extension MessyFile {
    private static let two = ["Ann experimental 1/10", "Ann control 2/11", "Bob experimental 3/20", "Bob control 4/21"]
    private static let counts = "study,event.e,n.e,event.c,n.c\nAnn,1,10,2,11\nBob,3,20,4,21\n"

    /// Rows that are no study, and lines of nothing.
    static let rows: [MessyFile] = [
        .wide("a total below the studies", counts + "Total,4,30,6,32\n", .read(two, left: ["line 4 summary-row"])),
        .wide(
            "a subtotal with its interval", counts + "Subtotal (95% CI),4,30,6,32\n",
            .read(two, left: ["line 4 summary-row"])),
        .wide("an overall effect", counts + "OVERALL,4,30,6,32\n", .read(two, left: ["line 4 summary-row"])),
        .wide("a pooled estimate", counts + "Pooled estimate,4,30,6,32\n", .read(two, left: ["line 4 summary-row"])),
        .wide(
            "the model of a forest plot", counts + "Random effects model,4,30,6,32\n",
            .read(two, left: ["line 4 summary-row"])),
        .wide(
            "a study whose name begins like a sum", counts + "Total Hip Trial,5,30,6,32\n",
            .read(two + ["TotalHipTrial experimental 5/30", "TotalHipTrial control 6/32"])),
        .wide(
            "how Stata names what it pools",
            counts + "\"Overall (I-squared = 12.3%, p = 0.334)\",4,30,6,32\nD+L Subtotal,4,30,6,32\n",
            .read(two, left: ["line 4 summary-row", "line 5 summary-row"])),
        .wide(
            "a study of the year of a sum", counts + "Total 2001,5,30,6,32\n",
            .read(two + ["Total2001 experimental 5/30", "Total2001 control 6/32"])),
        .wide(
            "the foot of a forest plot", counts + "Heterogeneity: I2 = 0%,,,,\nTest for overall effect: Z = 1.2,,,,\n",
            .read(two, left: ["line 4 summary-row", "line 5 summary-row"])),
        .wide(
            "remarks below the table", counts + "*adjusted for age,,,,\n\"Abbreviations: n, number\",,,,\n",
            .read(two, left: ["line 4 footnote", "line 5 footnote"])),
        .wide("blank lines at the end", counts + "\n\n  \n", .read(two)),
        .wide("lines of delimiters at the end", counts + ",,,,\n,,,,\n", .read(two)),
        .wide(
            "a blank line in between and before", "\n" + counts.replacing("\nBob", with: "\n\n,,,,\nBob"), .read(two)),
        .wide(
            "delimiters behind the last column", counts.replacing("\n", with: ",,\n"), .read(two)),
        .wide("only sums", "study,event.e,n.e\nTotal,4,30\n", .refused(["no row gives a result", "line 2"])),
        .wide("a header and no rows", "study,event.e,n.e\n", .refused(["a header and no rows"])),
        .long(
            "a total in a long table",
            "study,arm,outcome,statistic,n,events,confidence\nPetrou2020,MSC,relapse,events,16,2,primary\n"
                + "Total,all,relapse,events,32,7,primary\n",
            .read(["Petrou2020 MSC 2/16"], left: ["line 3 summary-row"])),
        .long(
            "lines of nothing in a long table",
            "study,arm,outcome,statistic,n,events,confidence\n\nPetrou2020,MSC,relapse,events,16,2,primary\n,,,,,,\n\n",
            .read(["Petrou2020 MSC 2/16"])),
        .long(
            "a long table without rows", "study,arm,outcome,statistic,n,events,confidence\n",
            .refused(["a header and no rows"])),
    ]
}

extension MessyFile {
    /// Names of columns and of studies.
    static let headers: [MessyFile] = [
        .wide("OR and its interval", "Study,OR,95% CI\nAnn,1.2,0.8-1.9\n", .read(["Ann OddsRatio 1.2 [0.8, 1.9]"])),
        .wide(
            "HR with lower and upper", "Study,HR,lower,upper\nAnn,0.7,0.5,0.9\n",
            .read(["Ann HazardRatio 0.7 [0.5, 0.9]"])),
        .wide(
            "RR with limits of 95 %", "Study,RR,95% CI lower,95% CI upper\nAnn,0.7,0.5,0.9\n",
            .read(["Ann RiskRatio 0.7 [0.5, 0.9]"])),
        .wide("MD with its SE", "Study,MD,SE\nAnn,0,1\n", .read(["Ann MeanDifference 0 [-1.96, 1.96]"])),
        .wide(
            "SMD in words", "Study,Standardized mean difference,LCI,UCI\nAnn,0.5,0.1,0.9\n",
            .read(["Ann SMD 0.5 [0.1, 0.9]"])),
        .wide(
            "a logarithm in the header", "Study,logOR,selogOR\nAnn,0,0.5\n", .read(["Ann OddsRatio 1 [0.3753, 2.6644]"])
        ),
        .wide(
            "OR (95% CI) in one header", "Study,OR (95% CI)\nAnn,\"1.2 (0.8, 1.9)\"\n",
            .read(["Ann OddsRatio 1.2 [0.8, 1.9]"])),
        .wide(
            "an unknown column near a known one", "study,evnts_1,n_1,events_2,n_2\nAnn,1,10,2,11\n",
            .read(
                ["Ann control 2/11"],
                left: ["column evnts_1 unknown-column", "column n_1, line 2 patients-without-result"])),
        .wide(
            "a name with brackets", "study,event.e,n.e\nSmith 2001 (arm A),1,10\nSmith 2001 (arm B),2,11\n",
            .read(["Smith2001armA experimental 1/10", "Smith2001armB experimental 2/11"])),
        .wide(
            "a name with commas", "study,event.e,n.e\n\"Smith, Jones 2001\",1,10\n",
            .read(["SmithJones2001 experimental 1/10"])),
        .wide(
            "one name with two years", "study,year,event.e,n.e\nSmith,2001,1,10\nSmith,2005,2,11\n",
            .read(["Smith2001 experimental 1/10", "Smith2005 experimental 2/11"])),
        .wide(
            "years with letters", "author,year,event.e,n.e\nSmith,1994a,1,10\nSmith,1994b,2,11\n",
            .read(["Smith1994a experimental 1/10", "Smith1994b experimental 2/11"])),
        .wide(
            "a year in words", "author,year,event.e,n.e\nSmith,in press,1,10\n",
            .read(["Smithinpress experimental 1/10"], left: ["column year, line 2 year-not-read"])),
        .wide(
            "author, year and arm", "author,year,arm,n,mean,sd\nSmith,2001,MSC,10,1,0.5\nSmith,2001,placebo,11,2,0.5\n",
            .read(["Smith2001 MSC 1 sd 0.5 n 10", "Smith2001 placebo 2 sd 0.5 n 11"])),
        .wide("an id where nothing else names studies", "id,event.e,n.e\nAnn,1,10\n", .read(["Ann experimental 1/10"])),
        .wide(
            "OR with limits of its own beside yi", "study,cases,or,or.lb,or.ub,yi,vi\nAnn,44,0.8,0.5,1.2,-0.22,0.05\n",
            .read(
                ["Ann OddsRatio 0.8 [0.5, 1.2]"],
                left: [
                    "column yi effect-twice", "column cases, line 2 arm-not-pooled", "column vi, line 2 spread-twice",
                ])),
        .wide(
            "an effect without a measure, in every row", "study,yi,vi\nAnn,0.1,0.2\nBob,0.2,0.2\n",
            .refused(["column measure", "the measure is not said"])),
        .wide(
            "study and year in one column", "Study (year),event.e,n.e\nSmith (2001),1,10\n",
            .read(["Smith2001 experimental 1/10"])),
        .wide(
            "an adjusted ratio", "Study,Adjusted OR,Lower limit of 95% CI,95% CI UL\nAnn,1.2,0.8,1.9\n",
            .read(["Ann OddsRatio 1.2 [0.8, 1.9]"])),
        .wide(
            "the error of a logarithm", "Study,log odds ratio,SE of log odds ratio\nAnn,0,0.5\n",
            .read(["Ann OddsRatio 1 [0.3753, 2.6644]"])),
        .wide(
            "arms in brackets",
            "Study,Events (treatment),No. of patients (treatment),Events (control),No. of patients (control)\nAnn,1,10,2,11\n",
            .read(["Ann experimental 1/10", "Ann control 2/11"])),
        .wide(
            "n/N under two labels", "Study,MSC n/N,Sham n/N\nAnn,1/10,2/11\n",
            .read(["Ann experimental 1/10", "Ann control 2/11"])),
        .wide(
            "variances of the groups", "Study,mean1,var1,n1,mean2,variance 2,n2\nAnn,5,4,50,9,6.25,48\n",
            .read(["Ann experimental 5 sd 2 n 50", "Ann control 9 sd 2.5 n 48"])),
        .wide(
            "a variance beside its SD", "Study,mean1,sd1,var1,n1\nAnn,5,2,4,50\n",
            .read(["Ann experimental 5 sd 2 n 50"], left: ["column var1, line 2 spread-twice"])),
        .wide(
            "a variance beside mean (SD)", "Study,mean1 (SD),var1,n1\nAnn,5 (2),4,50\n",
            .read(["Ann experimental 5 sd 2 n 50"], left: ["column var1, line 2 spread-twice"])),
        .wide(
            "a title above a table of text", "Table 2. Serious adverse events\n\nStudy,Ee,Ne,Ec,Nc\nAnn,1,10,2,11\n",
            .read(["Ann experimental 1/10", "Ann control 2/11"], left: ["line 1 title-row"])
        ).named(in: 3...3),
        .wide(
            "a title of a spreadsheet, above a table with semicolons",
            "\"Table 2; adults\";;;;\nfrom the appendix;;;;\nStudy;Ee;Ne;Ec;Nc\nAnn;1;10;2;11\n",
            .read(["Ann experimental 1/10", "Ann control 2/11"], left: ["line 1 title-row", "line 2 title-row"])
        ).named(in: 3...3),
        .wide(
            "a header of two rows", "Study,Treatment,,Control,\n,events,n,events,n\nAnn,1,10,2,11\n",
            .read(["Ann experimental 1/10", "Ann control 2/11"])
        ).named(in: 1...2),
        .wide(
            "a header of two rows with names over both",
            "Study,MSC,,Sham,,Country\n,mean,SD,mean,SD,\nAnn,1,0.5,2,0.6,DE\n",
            .read(
                ["Ann experimental 1 sd 0.5", "Ann control 2 sd 0.6"], left: ["column Country unknown-column"])
        ).named(in: 1...2),
        .wide(
            "a wrong cell below titles names its line", "Table 2\nStudy,event.e,n.e\nAnn,x,10\n",
            .refused(["file.csv:3", "\"x\""])),
        .wide(
            "no study at all", "country,event.e,n.e\nDE,1,10\n", .refused(["no column names the studies", "map one"])),
        .long(
            "author and year in a long table",
            "author,year,arm,outcome,statistic,n,events,confidence\nPetrou,2020,MSC,relapse,events,16,2,primary\n",
            .read(["Petrou2020 MSC 2/16"])),
        .long(
            "an unknown column in a long table",
            "study,arm,outcome,statistic,n,evnts,confidence\nPetrou2020,MSC,relapse,events,16,2,primary\n",
            .refused(["column evnts", "did you mean \"events\"?"])),
        .long(
            "an unknown word for a statistic",
            "study,arm,outcome,statistic,n,events,confidence\nPetrou2020,MSC,relapse,cnts,16,2,primary\n",
            .refused(["column statistic", "\"cnts\" is unknown"])),
    ]
}

extension MessyFile {
    /// Numbers as people type them.
    static let numbers: [MessyFile] = [
        .wide(
            "a typeset minus", "study,mean.e,sd.e,n.e\nAnn,−0.9,0.2,10\n", .read(["Ann experimental -0.9 sd 0.2 n 10"])),
        .wide(
            "an en dash as minus", "study,mean.e,sd.e,n.e\nAnn,–0.9,0.2,10\n",
            .read(["Ann experimental -0.9 sd 0.2 n 10"])),
        .wide(
            "a point in the middle", "study,mean.e,sd.e,n.e\nAnn,0·9,0·2,10\n",
            .read(["Ann experimental 0.9 sd 0.2 n 10"])),
        .wide(
            "words for nothing",
            "study,event.e,n.e,event.c,n.c\nAnn,1,10,NR,n/a\nBob,2,20,-,.\nCy,3,30,not reported,—\n",
            .read(["Ann experimental 1/10", "Bob experimental 2/20", "Cy experimental 3/30"])),
        .wide(
            "thousands in counts", "study,event.e,n.e\nAnn,7,\"1,045\"\nBob,9,\"12,300\"\n",
            .read(["Ann experimental 7/1045", "Bob experimental 9/12300"])),
        .wide(
            "thousands with blanks", "study;event.e;n.e\nAnn;7;1 045\nBob;9;12\u{202F}300\n",
            .read(["Ann experimental 7/1045", "Bob experimental 9/12300"])),
        .wide(
            "thousands with points beside decimal commas", "study;mean.e;sd.e;n.e\nAnn;1.234,5;2,5;1.045\n",
            .read(["Ann experimental 1234.5 sd 2.5 n 1045"])),
        .wide(
            "thousands in a column whose decimals show them",
            "study,mean.e,sd.e,n.e\nAnn,\"1,234\",10.5,10\nBob,987.5,9.25,11\n",
            .read(["Ann experimental 1234 sd 10.5 n 10", "Bob experimental 987.5 sd 9.25 n 11"])),
        .wide(
            "a comma that only another column's decimals explain", "study,mean.e,sd.e,n.e\nAnn,\"1,234\",10.5,10\n",
            .refused(["column mean.e", "\"1,234\" may be 1234 or 1.234; write one of them"])),
        .wide(
            "a comma that may be either", "study,mean.e,sd.e,n.e\nAnn,\"1,234\",10,10\n",
            .refused(["file.csv:2", "column mean.e", "\"1,234\" may be 1234 or 1.234"])),
        .wide(
            "decimal commas in quotes", "study,mean.e,sd.e,n.e\nAnn,\"0,9\",\"0,2\",10\n",
            .read(["Ann experimental 0.9 sd 0.2 n 10"])),
        .wide(
            "one cell with a point among decimal commas", "study;mean.e;sd.e;n.e\nAnn;0,9;0,2;10\nBob;1,5;0.3;11\n",
            .refused(["file.csv:3", "column sd.e", "\"0.3\" is not a number with a decimal comma"])),
        .wide(
            "mean and SD in one cell", "study,mean.e (SD),n.e\nAnn,0.9 (0.2),10\n",
            .read(["Ann experimental 0.9 sd 0.2 n 10"])),
        .wide(
            "mean and SE in one cell", "study,mean (SE),n\nAnn,0.9 (0.2),10\n",
            .read(["Ann experimental 0.9 se 0.2 n 10"])),
        .wide(
            "the cell names its spread", "study,mean,n\nAnn,0.9 (SD 0.2),10\n",
            .read(["Ann experimental 0.9 sd 0.2 n 10"])),
        .wide(
            "mean plus or minus", "study,mean ± SD,n\nAnn,−0.9 ± 0.2,10\n", .read(["Ann experimental -0.9 sd 0.2 n 10"])
        ),
        .wide(
            "a spread that nobody names", "study,mean,n\nAnn,0.9 (0.2),10\n",
            .refused(["file.csv:2", "column mean", "\"0.9 (0.2)\" holds two numbers", "mean (SD)"])),
        .wide(
            "a mean with its interval", "study,mean (95% CI),n\nAnn,\"1.2 (0.8, 1.9)\",10\n",
            .read(["Ann experimental 1.2 low 0.8 high 1.9 n 10"])),
        .wide(
            "events of patients", "study,event.e,event.c\nAnn,12/45,9/44\n",
            .read(["Ann experimental 12/45", "Ann control 9/44"])),
        .wide("events in words", "study,events.e\nAnn,12 of 45 (26.7 %)\n", .read(["Ann experimental 12/45"])),
        .wide(
            "events of other patients than the column says", "study,event.e,n.e\nAnn,12/45,46\n",
            .refused(["file.csv:2", "column event.e", "\"12/45\" and 46 in n.e disagree"])),
        .wide(
            "events with their percentage", "study,event.e,n.e\nAnn,12 (26.7 %),45\nBob,3 (10%),30\n",
            .read(["Ann experimental 12/45", "Bob experimental 3/30"])),
        .wide(
            "events with a percentage without its sign", "study,event.e,n.e\nAnn,12 (26.7),45\n",
            .read(["Ann experimental 12/45"])),
        .wide(
            "a percentage that is not that of the patients", "study,event.e,n.e\nAnn,12 (62.7 %),45\n",
            .refused(["file.csv:2", "column event.e", "\"12 (62.7 %)\" is not the percentage of 45"])),
        .wide(
            "a percentage alone", "study,event.e,n.e\nAnn,26.7%,45\n",
            .refused(["column event.e", "\"26.7%\" is a percentage; write the count"])),
        .wide(
            "an effect with its limits", "study,OR\nAnn,\"1.2 (0.8, 1.9)\"\n", .read(["Ann OddsRatio 1.2 [0.8, 1.9]"])),
        .wide(
            "square brackets and a semicolon", "study,OR\nAnn,1.2 [0.8; 1.9]\n", .read(["Ann OddsRatio 1.2 [0.8, 1.9]"])
        ),
        .wide(
            "limits with a dash or a word", "study,HR\nAnn,0.7 (0.5–0.9)\nBob,0.8 (95% CI 0.6 to 1.1)\n",
            .read(["Ann HazardRatio 0.7 [0.5, 0.9]", "Bob HazardRatio 0.8 [0.6, 1.1]"])),
        .wide(
            "negative limits with dashes", "study,MD,95% CI\nAnn,-1.2,-1.9--0.5\nBob,−0.3,−0.8 to 0.2\n",
            .read(["Ann MeanDifference -1.2 [-1.9, -0.5]", "Bob MeanDifference -0.3 [-0.8, 0.2]"])),
        .wide(
            "decimal commas in limits", "study;OR;95% CI\nAnn;1,2;0,8-1,9\n", .read(["Ann OddsRatio 1.2 [0.8, 1.9]"])),
        .wide(
            "p-values as printed",
            "study,OR,lower,upper,p\nAnn,1.2,0.8,1.9,p = 0.30\nBob,2,1.5,3,<0.001\nCy,2,1.5,3,p = 0.00\n",
            .read([
                "Ann OddsRatio 1.2 [0.8, 1.9] p 0.3", "Bob OddsRatio 2 [1.5, 3] p <0.001",
                "Cy OddsRatio 2 [1.5, 3] p <0.005",
            ])),
        .wide(
            "a p-value above a bound and one in words",
            "study,OR,lower,upper,p\nAnn,1.2,0.8,1.9,>0.05\nBob,1.1,0.8,1.4,NS\n",
            .read(
                ["Ann OddsRatio 1.2 [0.8, 1.9]", "Bob OddsRatio 1.1 [0.8, 1.4]"],
                left: ["column p, line 2 p-above-bound", "column p, line 3 p-in-words"])),
        .wide(
            "a bound where a value belongs", "study,mean,sd,n\nAnn,1,<0.5,10\n",
            .refused(["column sd", "\"<0.5\" is a bound and not a value"])),
        .wide(
            "a formula as text", "study,event.e,n.e\nAnn,=SUM(B3:B9),45\n",
            .refused(["column event.e", "\"=SUM(B3:B9)\" is a formula"])),
        .long(
            "typeset numbers in a long table",
            "study,arm,outcome,statistic,n,mean,sd,confidence\nPetrou2020,MSC,edss,mean_sd,\"1,016\",−0.5,NR,primary\n",
            .read(["Petrou2020 MSC -0.5 n 1016"])),
        .long(
            "events of patients in a long table",
            "study,arm,outcome,statistic,n,events,confidence\nPetrou2020,MSC,relapse,events,,2/16,primary\n",
            .read(["Petrou2020 MSC 2/16"])),
        .long(
            "decimal commas, thousands and a printed p-value in a long table",
            "study;arm;outcome;statistic;n;mean;sd;p;confidence\n"
                + "Petrou2020;MSC;edss;mean_sd;1.016;−0,5;0,25;p=0.031;primary\n",
            .read(["Petrou2020 MSC -0.5 sd 0.25 n 1016"])),
        .long(
            "two numbers in a long table",
            "study,arm,outcome,statistic,n,mean,sd,confidence\nPetrou2020,MSC,edss,mean_sd,16,0.9 (0.2),,primary\n",
            .refused(["file.csv:2", "column mean", "\"0.9 (0.2)\" holds two numbers"])),
    ]
}

extension MessyFile {
    private static let both = ["Ann experimental 1/10", "Ann control 2/11"]
    private static let means = ["Ann experimental 1 sd 0.5 n 10", "Ann control 2 sd 0.6 n 11"]

    /// Arms as textbooks and packages of R have them.
    static let arms: [MessyFile] = [
        .wide("event.e and n.e", "study,event.e,n.e,event.c,n.c\nAnn,1,10,2,11\n", .read(both)),
        .wide("Ee Ne Ec Nc", "study,Ee,Ne,Ec,Nc\nAnn,1,10,2,11\n", .read(both)),
        .wide("Me Se Mc Sc", "study,Ne,Me,Se,Nc,Mc,Sc\nAnn,10,1,0.5,11,2,0.6\n", .read(means)),
        .wide("ai and n1i", "trial,ai,n1i,ci,n2i\nAnn,1,10,2,11\n", .read(both)),
        .wide("TE and seTE", "studlab,TE,seTE,sm\nAnn,0,1,MD\n", .read(["Ann MeanDifference 0 [-1.96, 1.96]"])),
        .wide("events1 and n1", "study,events1,n1,events2,n2\nAnn,1,10,2,11\n", .read(both)),
        .wide(
            "names joined to arms", "study,meantrt,sdtrt,ntrt,meanctrl,sdctrl,nctrl\nAnn,1,0.5,10,2,0.6,11\n",
            .read(means)),
        .wide(
            "MSC mean beside placebo mean",
            "study,MSC mean,MSC SD,MSC n,Placebo mean,Placebo SD,Placebo n\nAnn,1,0.5,10,2,0.6,11\n", .read(means)),
        .wide(
            "the placebo first",
            "study,Placebo mean,Placebo SD,Placebo n,MSC mean,MSC SD,MSC n\nAnn,2,0.6,11,1,0.5,10\n", .read(means)),
        .wide(
            "pairs by their shape", "study,d.asp,n.asp,d.plac,n.plac\nAnn,1,10,2,11\n",
            .refused(["asp against plac", "--map \"events_1=d.asp\"", "--map \"n_2=n.plac\""])),
        .wide(
            "two arms that are both tried",
            "study,mean.asa,sd.asa,n.asa,mean.clo,sd.clo,n.clo\nAnn,1,0.5,10,2,0.6,11\n",
            .refused(["asa against clo", "nothing confirms"])),
        .wide(
            "letters and numbers of arms", "study,r1,n1,r2,n2\nAnn,1,10,2,11\n",
            .refused(["1 against 2", "--map \"events_1=r1\""])),
        .wide(
            "one row an arm", "study,treat,n,mean,sd\nAnn,MSC,10,1,0.5\nAnn,Placebo,11,2,0.6\n",
            .read(["Ann MSC 1 sd 0.5 n 10", "Ann Placebo 2 sd 0.6 n 11"])),
        .wide(
            "R's names of rows", "\"study\" \"event.e\" \"n.e\"\n\"1\" \"Ann\" 1 10\n",
            .read(["Ann experimental 1/10"], left: ["column 1 unknown-column"])),
    ]
}

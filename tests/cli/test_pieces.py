"""The pieces of a run by commands, and what they and the block say of a fit point."""

import json

SHIRT = "Linen shirt"


def test_the_pieces_are_measured_before_the_pattern_is_blamed(toile, tmp_path):
    for name in (SHIRT, "Linen blouse"):
        toile("garments", "add", name, "--kind", "shirt", "--sizes", "S,M", "--block", "Block 2")
    toile("garments", "measure", SHIRT, "D1", "--values", "S=59, M=60", "--tolerance", "0.5", "--unit", "cm")
    for name in (SHIRT, "Linen blouse"):
        toile("rounds", "plan", name, "--pieces", "S=20, M=20")
        toile("rounds", "lock", name, "1")
        (tmp_path / "said.csv").write_text(
            "id,text,size\n" + "".join(f"{name[:7]}{n},The sleeves are too long.,M\n" for n in range(12))
        )
        toile("feedback", "import", "said.csv", "--garment", name, "--round", "1")
    toile("rounds", "count", SHIRT, "1", "--kind", "sold", "--pieces", "M=20")
    toile("issues", "tag")

    shown = toile("clusters", "show", "1").output
    assert "Measure the pieces first. Nobody has measured D1" in shown
    assert "Same block, same fault: Linen blouse" in shown
    assert "Were the next run as large as the last, 40 pieces; so far 12 answers came of 20 pieces sold." in shown
    blocks = json.loads(toile("garments", "blocks", "--json").output)
    assert [fault["garments"] for fault in blocks[0]["faults"]] == [[SHIRT, "Linen blouse"]]

    toile("rounds", "measuring-sheet", SHIRT, "1", "--format", "pdf", "-o", "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    off = toile("rounds", "measure", SHIRT, "1", "D1", "M", "--values", "1=61.2, 2=61.2, 3=61.3", "--unit", "cm").output
    assert off == "Kept 3 measures.\nD1 Sleeve length from shoulder in M: 1.2 cm over spec.\n"
    (tmp_path / "washed.csv").write_text("code,M 1,M 2,Q 1\nD1,58.0,58.2,1\nZ9,1,1,1\n")
    tried = toile("rounds", "import-measures", SHIRT, "1", "washed.csv", "--washed", "--preview").output
    assert "2 measures read in cm, 2 of them new or changed." in tried
    assert "this is a preview" in tried

    assert "talk to the factory before the pattern." in toile("clusters", "show", "1").output

"""Tables stand straight as plain text and stay within 100 columns."""

from dawnline.present.report.markdown import WIDTH, paragraphs, point, table


def test_columns_stand_below_each_other_numbers_at_the_right() -> None:
    assert table(("place", "MWh"), [("here", "1.5"), ("a longer name", "12")]) == [
        "| place         | MWh |",
        "| ------------- | --: |",
        "| here          | 1.5 |",
        "| a longer name |  12 |",
    ]


def test_what_is_too_wide_is_cut_from_the_words() -> None:
    lines = table(("place", "MWh"), [("x" * 150, "123,456"), ("short", "1")])
    assert {len(line) for line in lines} == {WIDTH}
    assert "\N{HORIZONTAL ELLIPSIS} | 123,456 |" in lines[2]


def test_a_cell_cannot_end_its_column_or_its_line() -> None:
    assert table(("a", "b"), [("x | y\nz", "1")])[2] == "| x / y z | 1 |"


def test_paragraphs_stay_apart_and_points_hang() -> None:
    text = "One line\nof a story.\n\n" + "word " * 40
    lines = paragraphs(text)
    assert lines[:2] == ["One line of a story.", ""]
    assert max(map(len, lines)) <= WIDTH
    assert [line[:2] for line in point("word " * 40)] == ["- ", "  ", "  "]

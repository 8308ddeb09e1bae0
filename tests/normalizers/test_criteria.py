

@pytest.mark.parametrize("text", ["Tiêu chí 3.1,3.2", "Tiêu chí\n3.1;3.2", "3.1,3.2", "TC 3.1, 3.2"])
def test_lists_without_blanks_after_the_comma(text: str) -> None:
    """"3.1,3.2" came out as 3.3."""
    assert parse_criteria(text, standard_hint="3").codes == ("3.1", "3.2")

"""Are facts planted in 200 generated plans of 50 schools found, all of them and no others?"""

"""Language models that count: n-grams and the rules that smooth them. Free of torch."""

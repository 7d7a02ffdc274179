"""Measurements, run by `make bench` alone: one `bench_….py` per promise, printing its figure."""

"""CPU time of our own verbs, beside the same statements run by pgbench on the same server in the same run."""

"""What editors ask for beside the build: new texts, imports, schemas, what the machine lacks, what is covered."""

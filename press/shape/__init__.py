"""What is to be made: outputs as plain data. No disk, no templates."""

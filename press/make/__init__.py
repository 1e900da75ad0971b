"""Making it: recipes become bytes, and output/ becomes what the plan says."""

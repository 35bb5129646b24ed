"""The engines that run the network: one file each, one contract for all."""
